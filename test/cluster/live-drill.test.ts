import { beforeAll, expect, test } from 'vitest';
import { drillLiveCluster } from '../../src/actions/drilling/drill-live-cluster.ts';
import { formatEndpoint } from '../../src/cluster/endpoint.ts';
import { isSentinel } from '../../src/cluster/sandbox/node-spec.ts';
import { listOf, replyText } from '../../src/redis/fields.ts';
import { findingsIn } from '../support/findings.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { silentReporter } from './support/silent-reporter.ts';
import { liveSandbox, signal, type LiveSandbox } from './support/live-sandbox.ts';

let sandbox: LiveSandbox;

beforeAll(async () => {
  sandbox = await liveSandbox();
  return async () => sandbox.destroy();
});

const drill = async (...argv: readonly string[]) =>
  runCli(temporaryFolder(), [
    'cluster',
    'drill',
    ...argv,
    '--against',
    '--sentinels',
    sandbox.sentinels,
  ]);

test('requires the address of the master as a confirmation', async () => {
  const master = formatEndpoint(sandbox.node('redis-1').at);
  const { code, stderr } = await drill('planned-switchover');
  expect({ code, found: findingsIn(stderr) }).toEqual({ code: 1, found: ['switchover-refused'] });
  expect(stderr).toContain(`add --yes-i-mean ${master} `);
});

test('a switchover drill on a live cluster loses no writes and deletes its keys', async () => {
  const master = formatEndpoint(sandbox.node('redis-1').at);
  const { stdout } = await drill(
    'planned-switchover',
    '--repeat',
    '3',
    '--json',
    '--yes-i-mean',
    master,
  );
  const { drills } = JSON.parse(stdout) as { drills: { lost: number; twoMastersMs: number }[] };
  // The gaps are measured by the drill on a sandbox, because this test runs in parallel with others.
  expect(drills).toMatchObject([{ lost: 0, twoMastersMs: 0 }]);
  const keys = await Promise.all(
    ['redis-1', 'redis-2', 'redis-3'].map(async (name) => sandbox.ask(name, 'KEYS', '*')),
  );
  expect(keys.flatMap((reply) => listOf(reply).map(replyText))).toEqual([]);
});

test('keys that cannot be removed are reported, and the result counts', async () => {
  const { runtime, nodes, sentinels } = sandbox;
  const named = await sandbox.ask('sentinel-1', 'SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'mymaster');
  const run = await drillLiveCluster(
    {
      names: ['planned-switchover'],
      all: false,
      repeat: 1,
      sentinels,
      tls: false,
      yesIMean: listOf(named).map(replyText).join(':'),
      signal,
    },
    {
      ...silentReporter,
      // No sentinel reports the master when the keys are removed.
      end: () => {
        for (const node of nodes.filter(isSentinel)) void runtime.kill(node);
      },
    },
  );
  expect(run.drills).toMatchObject([{ lost: 0, twoMastersMs: 0 }]);
  expect(run.diagnostics).toMatchObject([{ code: 'drill-keys-left', severity: 'warning' }]);
  const [prefix = ''] = /rancher-catalog:drill:\w+:/.exec(run.diagnostics[0]?.message ?? '') ?? [];
  expect(prefix).not.toBe('');
  expect(listOf(await sandbox.ask('redis-1', 'KEYS', `${prefix}*`))).not.toEqual([]);
});
