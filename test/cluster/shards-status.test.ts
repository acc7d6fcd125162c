// `cluster status` of a Redis Cluster that another program created.
import { setTimeout as sleep } from 'node:timers/promises';
import { formatSlots } from '../../src/cluster/sharded/slots.ts';
import type { ShardedSnapshot } from '../../src/cluster/sharded/sharded-snapshot.ts';
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

/** Looks until it is so, because a node can answer late and a master can change on any machine; the last look. */
async function eventually<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  const end = performance.now() + 60_000;
  for (;;) {
    const seen = await look();
    if (isSo(seen) || performance.now() > end) return seen;
    await sleep(100);
  }
}

const untilHeadline = async (pattern: RegExp): Promise<string> =>
  eventually(headline, (now) => pattern.test(now));

/** Looks until exactly these are found. */
async function untilFindings(expected: readonly string[], ...argv: readonly string[]) {
  const seen = await eventually(
    async () => findings(...argv),
    ({ found }) => found.join() === expected.join(),
  );
  expect(seen.found).toEqual(expected);
  return seen;
}

/** The numbers of the masters, that of the first slots first, and their slots. */
async function masters(): Promise<readonly { readonly number: number; readonly slots: string }[]> {
  const { stdout } = await status('--nodes', shards.place(5), '--json');
  const { snapshot } = JSON.parse(stdout) as { snapshot: ShardedSnapshot };
  return snapshot.dataNodes
    .filter(({ role }) => role === 'master')
    .map(({ at, id, known }) => ({
      number: Number(at.host.split('.')[3]),
      slots: known.find((line) => line.id === id)?.slots ?? [],
    }))
    .toSorted((one, other) => (one.slots[0]?.from ?? 0) - (other.slots[0]?.from ?? 0))
    .map(({ number, slots }) => ({ number, slots: formatSlots(slots) }));
}

describe('a healthy Redis Cluster', () => {
  test('is found by any node, and reported without findings', async () => {
    for (const number of [1, 6]) {
      const counts = ['--expect-masters', '3', '--expect-replicas', '3'];
      const { code, stdout, stderr } = await eventually(
        async () => status('--nodes', shards.place(number), ...counts),
        (seen) => seen.code === 0,
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(
        /^HEALTHY: 3 shards, 3 replicas\n\nRedis Cluster of 6 nodes\n├─ shard 0-5460: 127\.40\.\d+\.\d:16379 {2}master, 5461 slots\n│ {2}└─ /,
      );
      expect(stdout).not.toContain(password);
    }
  });

  test('is recognized where sentinels are expected', async () => {
    const { code, stdout } = await eventually(
      async () => status('--sentinels', shards.place(2), '--json'),
      (seen) => seen.code === 0,
    );
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
    const expected = ['node-counts - 3 replicas answered'];
    expect((await untilFindings(expected, '--expect-replicas', '6')).code).toBe(1);
  });

  test('a slot that is being moved, and different settings', async () => {
    const [owner, peer] = (await masters()).map(({ number }) => number);
    if (!owner || !peer) throw new Error('no masters');
    const id = String(await shards.ask(peer, 'CLUSTER', 'MYID'));
    await shards.ask(owner, 'CLUSTER', 'SETSLOT', '93', 'MIGRATING', id);
    await shards.ask(3, 'CONFIG', 'SET', 'cluster-node-timeout', '9000');
    const { code } = await untilFindings([
      `no-open-slots ${shards.place(owner)} it is migrating 93`,
      'same-settings - cluster-node-timeout is 1500 or 9000',
    ]);
    await shards.ask(owner, 'CLUSTER', 'SETSLOT', '93', 'STABLE');
    await shards.ask(3, 'CONFIG', 'SET', 'cluster-node-timeout', '1500');
    expect(code).toBe(3);
  });

  test('a node of no cluster', async () => {
    await shards.start(7);
    const { found } = await findingsOf(`${shards.place(1)},${shards.place(7)}`);
    await shards.kill(7);
    expect(found).toContain(`nodes-known ${shards.place(7)} it is unknown to every other node`);
  });

  test('a node that hangs', async () => {
    shards.freeze(6);
    const { found } = await findings();
    shards.thaw(6);
    expect(found).toContain(
      `nodes-answer ${shards.place(6)} this data node does not answer: no reply within 900 ms`,
    );
    expect(await untilHeadline(/^HEALTHY/)).toMatch(/^HEALTHY/);
  });

  test('the failover of a killed master, then the replica that is missing, then that all is well', async () => {
    const all = await masters();
    const [first] = all;
    if (!first) throw new Error('no master');
    const killed = first.number;
    const at = shards.place(killed).replaceAll('.', String.raw`\.`);
    // Until a look has seen that the master is missing, no replica asks for votes.
    const vote = async (isAllowed: boolean) => {
      for (const number of [1, 2, 3, 4, 5, 6])
        if (all.every((master) => master.number !== number))
          await shards.ask(
            number,
            'CONFIG',
            'SET',
            'cluster-replica-no-failover',
            isAllowed ? 'no' : 'yes',
          );
    };
    await vote(false);
    await shards.kill(killed);
    const failing = new RegExp(
      `^FAILING OVER \\(shard ${first.slots}: its master ${at} is dead, \\d of 5 nodes marks? it as failed, new master expected in about `,
    );
    expect(await untilHeadline(failing)).toMatch(failing);
    await vote(true);
    const degraded = new RegExp(
      `^DEGRADED: ${at}: this data node does not answer: connection refused; if 127\\.40\\.\\d+\\.\\d:16379 fails, its slots are lost$`,
    );
    expect(await untilHeadline(degraded)).toMatch(degraded);
    await shards.start(killed);
    const healthy = /^HEALTHY: 3 shards, 3 replicas$/;
    expect(await untilHeadline(healthy)).toMatch(healthy);
  });

  test('a lost majority of masters', async () => {
    const numbers = (await masters()).map(({ number }) => number);
    for (const number of numbers.slice(0, 2)) await shards.kill(number);
    const left = [5, 6, 4].find((number) => !numbers.slice(0, 2).includes(number)) ?? 5;
    const down =
      /^DOWN \(no .*\): 2 shards without a master \(.*\), and 1 of 3 masters is too few to elect another one\n/;
    const { code, stdout } = await eventually(
      async () => status('--nodes', shards.place(left)),
      (seen) => down.test(seen.stdout),
    );
    expect(stdout).toMatch(down);
    expect(code).toBe(1);
  });
});
