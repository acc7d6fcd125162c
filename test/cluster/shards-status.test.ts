// `cluster status` of a Redis Cluster that another program created.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { password, plainShards, type PlainShards } from './support/plain-shards.ts';
import { findingsIn } from './support/status.ts';

let shards: PlainShards;

beforeAll(async () => {
  shards = await plainShards();
  for (const number of [1, 2, 3, 4, 5, 6]) await shards.start(number);
  await shards.create();
  return async () => shards.destroy();
});

async function statusWith(file: string, ...argv: readonly string[]) {
  const folder = temporaryFolder({ 'redis.pw': password, 'wrong.pw': 'wrong' });
  return runCli(folder, ['cluster', 'status', '--password-file', file, ...argv]);
}

const status = async (...argv: readonly string[]) => statusWith('redis.pw', ...argv);

async function findingsOf(nodes: string, ...argv: readonly string[]) {
  const { code, stdout } = await status('--nodes', nodes, '--json', ...argv);
  return {
    code,
    found: findingsIn(stdout).map(({ rule, node = '-', is }) => `${rule} ${node} ${is}`),
  };
}

const findings = async (...argv: readonly string[]) => findingsOf(shards.place(1), ...argv);

const headline = async () => {
  const { stdout } = await status('--nodes', `${shards.place(5)},${shards.place(6)}`);
  return stdout.split('\n')[0] ?? '';
};

async function untilHeadline(pattern: RegExp): Promise<readonly string[]> {
  const seen: string[] = [];
  const end = performance.now() + 30_000;
  for (;;) {
    const now = await headline();
    if (seen.at(-1) !== now) seen.push(now);
    if (pattern.test(now)) return seen;
    if (performance.now() > end) throw new Error(seen.join('\n'));
    await sleep(100);
  }
}

describe('a healthy Redis Cluster', () => {
  test('is found by any node, and reported without findings', async () => {
    for (const number of [1, 6]) {
      const { code, stdout, stderr } = await status(
        '--nodes',
        shards.place(number),
        '--expect-masters',
        '3',
        '--expect-replicas',
        '3',
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(
        /^HEALTHY: 3 shards, 3 replicas\n\nRedis Cluster of 6 nodes\n├─ shard 0-5460: 127\.40\.\d+\.1:16379 {2}master, 5461 slots\n│ {2}└─ /,
      );
      expect(stdout).not.toContain(password);
    }
  });

  test('is recognized where sentinels are expected', async () => {
    const { code, stdout } = await status('--sentinels', shards.place(2), '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ healthy: true, kind: 'cluster', findings: [] });
  });

  test('has no timeline', async () => {
    const { code, stderr } = await status('--nodes', shards.place(1), '--timeline');
    expect(code).toBe(2);
    expect(stderr).toContain('--timeline requires sentinels');
  });
});

describe('cluster status of a Redis Cluster reports', () => {
  test('a wrong password, without a look', async () => {
    const { code, stdout, stderr } = await statusWith('wrong.pw', '--nodes', shards.place(1));
    expect(code).toBe(2);
    expect(stdout + stderr).toMatch(
      /CANNOT LOOK: the node .* cannot be read: the password was rejected/,
    );
    expect(stderr).toContain('[nodes-silent]');
  });

  test('too few replicas', async () => {
    const { code, found } = await findings('--expect-replicas', '6');
    expect(code).toBe(1);
    expect(found).toEqual(['node-counts - 3 replicas answered']);
  });

  test('a slot that is being moved, and different settings', async () => {
    const peer = String(await shards.ask(2, 'CLUSTER', 'MYID'));
    await shards.ask(1, 'CLUSTER', 'SETSLOT', '93', 'MIGRATING', peer);
    await shards.ask(3, 'CONFIG', 'SET', 'cluster-node-timeout', '9000');
    const { code, found } = await findings();
    await shards.ask(1, 'CLUSTER', 'SETSLOT', '93', 'STABLE');
    await shards.ask(3, 'CONFIG', 'SET', 'cluster-node-timeout', '1500');
    expect(code).toBe(3);
    expect(found).toEqual([
      `no-open-slots ${shards.place(1)} it is migrating 93`,
      'same-settings - cluster-node-timeout is 1500 or 9000',
    ]);
  });

  test('a node of no cluster', async () => {
    await shards.start(7);
    const { found } = await findingsOf(`${shards.place(1)},${shards.place(7)}`);
    await shards.kill(7);
    expect(found).toContain(`nodes-known ${shards.place(7)} it is unknown to every other node`);
  });

  test('a node that hangs, in bounded time', async () => {
    shards.freeze(6);
    const begun = performance.now();
    const { found } = await findings();
    shards.thaw(6);
    expect(performance.now() - begun).toBeLessThan(5000);
    expect(found[0]).toBe(
      `nodes-answer ${shards.place(6)} this data node does not answer: no reply within 900 ms`,
    );
    await untilHeadline(/^HEALTHY/);
  });

  test('the failover of a killed master, then the replica that is missing, then that all is well', async () => {
    await shards.kill(1);
    const seen = await untilHeadline(/^DEGRADED/);
    expect(seen[0]).toMatch(
      /^FAILING OVER \(shard 0-5460: its master 127\.40\.\d+\.1:16379 is dead, \d of 5 nodes marks? it as failed, new master expected in about /,
    );
    expect(seen.at(-1)).toMatch(
      /^DEGRADED: 127\.40\.\d+\.1:16379: this data node does not answer: connection refused; if 127\.40\.\d+\.\d:16379 fails, its slots are lost$/,
    );
    await shards.start(1);
    await untilHeadline(/^HEALTHY: 3 shards, 3 replicas$/);
  });

  test('a lost majority of masters', async () => {
    const masters = (await status('--nodes', shards.place(2), '--json')).stdout;
    const { snapshot } = JSON.parse(masters) as {
      snapshot: { dataNodes: { role: string; at: { host: string } }[] };
    };
    const numbers = snapshot.dataNodes.flatMap(({ role, at }) =>
      role === 'master' ? [Number(at.host.split('.')[3])] : [],
    );
    for (const number of numbers.slice(0, 2)) await shards.kill(number);
    const left = [5, 6, 4].find((number) => !numbers.slice(0, 2).includes(number)) ?? 5;
    const { code, stdout } = await status('--nodes', shards.place(left));
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^DOWN \(no .*\): 2 shards without a master \(.*\), and 1 of 3 masters is too few to elect another one\n/,
    );
  });
});
