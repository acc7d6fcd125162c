import { beforeAll, expect, test } from 'vitest';
import { formatEndpoint } from '../../src/cluster/endpoint.ts';
import { listOf, replyText } from '../../src/redis/fields.ts';
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

test('a drill that does harm is refused on a live cluster', async () => {
  const { code, stderr } = await drill('master-killed', '--yes-i-mean', 'x:1');
  expect(code).toBe(2);
  expect(stderr).toBe(
    'error  master-killed does harm: it runs on a sandbox only   [usage]\n  hint: harmless: planned-switchover\n\n1 error\n\n',
  );
});

test('the master must be named by the caller', async () => {
  const master = formatEndpoint(sandbox.node('redis-1').at);
  const { code, stderr } = await drill('planned-switchover');
  expect(code).toBe(1);
  expect(stderr).toBe(
    `error  the master of this cluster is ${master}, and nobody said that it is meant   [switchover-refused]\n  hint: the drill writes keys of its own and changes the master: add --yes-i-mean ${master} when that is what you want\n\n1 error\n\n`,
  );
});

test('a switchover on a live cluster: nothing lost, and its keys are gone afterwards', async () => {
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
  // How long its gaps are, the drill on a sandbox says; here the test runs among others.
  expect(drills).toMatchObject([{ lost: 0, twoMastersMs: 0 }]);
  const keys = await Promise.all(
    ['redis-1', 'redis-2', 'redis-3'].map(async (name) => sandbox.ask(name, 'KEYS', '*')),
  );
  expect(keys.flatMap((reply) => listOf(reply).map(replyText))).toEqual([]);
});
