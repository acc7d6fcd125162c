import { createServer } from 'node:net';
import { expect, test, vi } from 'vitest';

const firstPort = 16_379;

/** The module as another process has it: with a memory of its own. */
async function freshModule() {
  vi.resetModules();
  return import('../../../src/nodes/free-net.ts');
}

test('programs that have claimed a net and not started a server yet share none', async () => {
  const programs = [await freshModule(), await freshModule(), await freshModule()];
  const nets: string[] = [];
  for (const one of programs) nets.push(await one.claimNet(firstPort, 100));
  expect(new Set(nets).size).toBe(3);
  programs.forEach((one, index) => one.releaseNet(nets[index] ?? ''));
});

test('a net that was given back is free again; one with a server of a killed program is not', async () => {
  const { claimNet, releaseNet } = await freshModule();
  const net = await claimNet(firstPort, 110);
  releaseNet(net);
  expect(await claimNet(firstPort, 110)).toBe(net);
  releaseNet(net);
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(firstPort, `${net}.1`, resolve);
  });
  const other = await claimNet(firstPort, 110);
  expect(other).not.toBe(net);
  releaseNet(other);
  server.close();
});

test('a net is held once', async () => {
  const [one, other] = [await freshModule(), await freshModule()];
  expect(await one.holdNet('127.40.120')).toBe(true);
  expect(await one.holdNet('127.40.120')).toBe(false);
  expect(await other.holdNet('127.40.120')).toBe(false);
  one.releaseNet('127.40.120');
  expect(await other.holdNet('127.40.120')).toBe(true);
  other.releaseNet('127.40.120');
});
