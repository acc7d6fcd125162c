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

test.for([
  ['on a terminal each check replaces the one before', true],
  ['elsewhere the checks follow each other', false],
] as const)('%s', async ([, isTerminal]) => {
  await startCluster();
  await startSentinel();
  const { code, checks } = await watch([], isTerminal, (count, stop) => {
    if (count === 2) stop();
  });
  expect(code).toBe(130);
  expect(checks.map((text) => text.startsWith('\u001B[2J\u001B[H'))).toEqual([
    isTerminal,
    isTerminal,
  ]);
});

test('an outage is one of the checks, and does not end the watch', async () => {
  await startCluster();
  const stopSentinel = await startSentinel();
  const { code, checks } = await watch(['--json'], false, (count, stop) => {
    if (count === 1) stopSentinel();
    if (count === 2) void startSentinel();
    if (count === 3) stop();
  });
  expect(code).toBe(130);
  expect(checks.map((text) => JSON.parse(text))).toMatchObject([
    { healthy: false, snapshot: {} },
    { healthy: false, findings: [], diagnostics: [{ code: 'sentinels-silent' }] },
    { healthy: false, snapshot: {} },
  ]);
});

test('as text, an outage has the code and the hint of the diagnostic', async () => {
  await startCluster();
  const stopSentinel = await startSentinel();
  const { checks } = await watch([], false, (count, stop) => {
    if (count === 1) stopSentinel();
    else stop();
  });
  expect(findingsIn(checks[1] ?? '')).toEqual(['sentinels-silent']);
});

test('a watch whose first check fails ends with 2: the address can be wrong', async () => {
  const { code, stderr } = await watch([], false, (_count, stop) => stop());
  expect({ code, found: findingsIn(stderr) }).toEqual({ code: 2, found: ['sentinels-silent'] });
});
