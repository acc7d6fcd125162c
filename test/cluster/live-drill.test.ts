import { beforeAll, expect, test } from 'vitest';
import { formatEndpoint } from '../../src/cluster/endpoint.ts';
import { listOf, replyText } from '../../src/redis/fields.ts';
import { findingsIn } from '../support/findings.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { liveSandbox, type LiveSandbox } from './support/live-sandbox.ts';

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
