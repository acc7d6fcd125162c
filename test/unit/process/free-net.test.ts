import { createServer } from 'node:net';
import { expect, test, vi } from 'vitest';

const firstPort = 16_379;

/** The module with its own state, as in another process. */
async function freshModule() {
  vi.resetModules();
  return import('../../../src/nodes/free-net.ts');
}

test('claims a different network for each program, even before they start servers', async () => {
  const programs = [await freshModule(), await freshModule(), await freshModule()];
  const nets: string[] = [];
  for (const one of programs) nets.push(await one.claimNet(firstPort, 100));
  expect(new Set(nets).size).toBe(3);
  programs.forEach((one, index) => one.releaseNet(nets[index] ?? ''));
});

test.each([
  ['the master', 1, firstPort],
  ['a replica', 2, firstPort + 1],
] as const)(
  'reuses a released network, but not one with %s of a killed program',
  async (_, last, port) => {
    const { claimNet, releaseNet } = await freshModule();
    const net = await claimNet(firstPort, 110);
    releaseNet(net);
    expect(await claimNet(firstPort, 110)).toBe(net);
    releaseNet(net);
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(port, `${net}.${last}`, resolve);
    });
    const other = await claimNet(firstPort, 110);
    expect(other).not.toBe(net);
    releaseNet(other);
    server.close();
  },
);

test('holds a network only once', async () => {
  const [one, other] = [await freshModule(), await freshModule()];
  expect(await one.holdNet('127.40.120')).toBe(true);
  expect(await one.holdNet('127.40.120')).toBe(false);
  expect(await other.holdNet('127.40.120')).toBe(false);
  one.releaseNet('127.40.120');
  expect(await other.holdNet('127.40.120')).toBe(true);
  other.releaseNet('127.40.120');
});
