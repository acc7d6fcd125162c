// The health check of a node of a Redis Cluster.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/run-cli.ts';
import { image } from './support/image-folder.ts';
import { complete, idOf } from './support/shard-views.ts';
import { Shards, type Shard } from './support/shards.ts';

function health(shards: Shards, node: Shard, question: string, more: Record<string, string> = {}) {
  const { status, stdout } = spawnSync('sh', [path.join(image, 'health.sh'), question], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...shards.environment(node), ...more },
  });
  return { status, out: stdout.trim() };
}

test('a node is live before the cluster is formed, and ready after that', async () => {
  const shards = await Shards.open({ env: { redis_password: 'secret' } });
  const [first, ...others] = shards.nodes;
  if (!first) throw new Error('no node');
  await shards.start(first);
  await idOf(shards, first);
  expect(health(shards, first, 'live')).toEqual({ status: 0, out: 'master, link -, cluster fail' });
  expect(health(shards, first, 'ready').status).toBe(1);
  await Promise.all(others.map(async (node) => shards.start(node)));
  await complete(shards);
  const answers = shards.nodes.map((node) => health(shards, node, 'ready'));
  expect(answers.filter(({ out }) => out === 'master, link -, cluster ok')).toHaveLength(3);
  expect(answers.filter(({ out }) => out === 'replica, link up, cluster ok')).toHaveLength(3);
  expect(answers.map(({ status }) => status)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(health(shards, first, 'live', { redis_password: 'other' })).toEqual({
    status: 1,
    out: 'password rejected',
  });
  await shards.kill(first);
  expect(health(shards, first, 'live')).toEqual({ status: 1, out: 'no answer' });
});

test.each([
  [{ cluster_nodes: '5' }, "cluster_nodes is '5'; allowed: at least 6"],
  [{ cluster_nodes: '8', cluster_replicas: '2' }, "cluster_nodes is '8'; allowed: at least 9"],
  [{ redis_port: '60000' }, "redis_port is '60000'; allowed: at most 55535"],
  [{ host_id: 'a b' }, "host_id is 'a b'; allowed:"],
  [{ node_timeout_ms: '100' }, "node_timeout_ms is '100'; allowed: a whole number from 500"],
])('rejects %o in one line', (env, message) => {
  const { status, stderr } = spawnSync('sh', [path.join(image, 'start.sh'), 'cluster'], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, data_dir: temporaryFolder(), ...env },
  });
  expect(status).toBe(64);
  expect(stderr).toContain(message);
});
