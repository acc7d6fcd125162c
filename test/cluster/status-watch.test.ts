import { expect, test } from 'vitest';
import { formatEndpoint } from '../../src/cluster/endpoint.ts';
import { findingsIn } from '../support/findings.ts';
import { runCli, temporaryFolder, type Ran } from '../support/run-cli.ts';
import { fakeDataNode, fakeNode, fakeSentinel, type FakeCluster } from './support/fake-nodes.ts';

// Beside the addresses that sandboxes of tests use.
const sentinel = { host: '127.41.0.3', port: 16_381 };
const cluster: FakeCluster = {
  master: { host: '127.41.0.1', port: 16_379 },
  replicas: [{ host: '127.41.0.2', port: 16_379 }],
  sentinels: [sentinel],
};

async function startCluster(): Promise<void> {
  for (const at of [cluster.master, ...cluster.replicas])
    await fakeNode(at, fakeDataNode(cluster, at));
}

const startSentinel = async () => fakeNode(sentinel, fakeSentinel(cluster, sentinel));

/** `cluster status --watch`; `onCheck` gets the number of each check, and ends it by `stop`. */
async function watch(
  argv: readonly string[],
  isTerminal: boolean,
  onCheck: (count: number, stop: () => void) => void,
): Promise<Ran & { readonly checks: readonly string[] }> {
  const controller = new AbortController();
  const checks: string[] = [];
  const ran = await runCli(
    temporaryFolder(),
    ['cluster', 'status', '--sentinels', formatEndpoint(sentinel), '--watch', ...argv],
    {
      isTerminal,
      signal: controller.signal,
      out: (text) => {
        checks.push(text);
        onCheck(checks.length, () => controller.abort());
      },
    },
  );
  return { ...ran, checks };
}

test('on a terminal each check replaces the one before, with since when it is so', async () => {
  await startCluster();
  await startSentinel();
  const { code, checks } = await watch([], true, (count, stop) => {
    if (count === 2) stop();
  });
  expect(code).toBe(130);
  for (const text of checks) {
    expect(text).toMatch(
      /^\u001B\[2J\u001B\[HHEALTHY: .*\nsince \d\d:\d\d:\d\d \(\d+\.\d s\); checked at /,
    );
  }
  // It pauses for two seconds between two checks.
  const sinceS = /\((\d+\.\d) s\)/.exec(checks[1] ?? '')?.[1];
  expect(Number(sinceS)).toBeGreaterThanOrEqual(2);
});

test('elsewhere each change of the state is a line', async () => {
  await startCluster();
  const stopSentinel = await startSentinel();
  // The first check is printed, the second is the same, and the third one differs.
  setTimeout(stopSentinel, 3000);
  const { code, checks } = await watch([], false, (count, stop) => {
    if (count === 2) stop();
  });
  expect(code).toBe(130);
  const reason = 'CANNOT LOOK: the sentinel 127.41.0.3:16381 cannot be read: connection refused';
  expect(checks.map((line) => line.replace(/^\S+Z {2}/, ''))).toEqual([
    expect.stringMatching(/^HEALTHY: master 127\.41\.0\.1:16379, 1 replica, 1 sentinel, .*\n$/),
    `${reason}\n`,
  ]);
});

test('with --json each check is a line, with since when it is so', async () => {
  await startCluster();
  const stopSentinel = await startSentinel();
  const { code, checks } = await watch(['--json'], false, (count, stop) => {
    if (count === 1) stopSentinel();
    if (count === 3) void startSentinel();
    if (count === 4) stop();
  });
  expect(code).toBe(130);
  const outputs = checks.map((text) => JSON.parse(text) as { state: string; since: string });
  expect(outputs).toMatchObject([
    { state: 'healthy', snapshot: {} },
    { state: 'cannot-look', findings: [], diagnostics: [{ code: 'sentinels-silent' }] },
    { state: 'cannot-look' },
    { state: 'healthy', snapshot: {} },
  ]);
  expect(outputs[2]?.since).toBe(outputs[1]?.since);
  expect(outputs[3]?.since).not.toBe(outputs[0]?.since);
});

test('a watch that begins while nothing answers keeps trying, and prints the cause', async () => {
  await startCluster();
  const { code, checks } = await watch([], true, (count, stop) => {
    if (count === 1) void startSentinel();
    else stop();
  });
  expect(code).toBe(130);
  expect(checks[0]).toContain('CANNOT LOOK: the sentinel 127.41.0.3:16381 cannot be read');
  expect(checks[0]).toContain('no node has answered yet');
  expect(checks[0]).toContain('[sentinels-silent]');
  expect(checks[1]).toContain('HEALTHY: ');
});

test('a wrong option ends a watch at once', async () => {
  const { code, stderr } = await watch(['--timeline'], false, (_count, stop) => stop());
  expect({ code, found: findingsIn(stderr) }).toEqual({ code: 2, found: ['usage'] });
});
