import { expect, test } from 'vitest';
import { chooseDrills, listDrills } from '../../../src/actions/drilling/choose-drills.ts';
import { countLosses } from '../../../src/cluster/drills/count-losses.ts';
import { nothingSeen } from '../../../src/cluster/drills/client-record.ts';
import type { Rig } from '../../../src/cluster/drills/rig.ts';
import { StepRunner } from '../../../src/cluster/drills/step-runner.ts';
import type { NodeSpec } from '../../../src/cluster/sandbox/node-spec.ts';
import { slotOfKey, tagIn } from '../../../src/cluster/sharded/slot-of-key.ts';

const names = (all: boolean, words: readonly string[], kind?: 'sentinel' | 'cluster') =>
  chooseDrills({ names: words, all, kind }, undefined).map(({ id }) => id);

test('--all runs the drills of one kind', () => {
  expect(names(true, [])).toHaveLength(39);
  expect(names(true, [], 'cluster')).toEqual([39, 40, 41, 42, 43, 44, 45, 46, 47, 48]);
  expect(listDrills({ kind: 'cluster' }).common[0]).toMatch(/^Every slot has exactly one master/);
});

test('the kind follows from the names of drills, which are of one kind', () => {
  expect(names(false, ['shard-lost', '39'])).toEqual([41, 39]);
  expect(() => names(false, ['shard-lost', '1'])).toThrow(
    'sentinel-killed is a drill of the kind sentinel, not cluster',
  );
  expect(() => names(false, ['shard-lost'], 'sentinel')).toThrow(
    'shard-lost is a drill of the kind cluster, not sentinel',
  );
});

test('lost writes are counted on the master of the shard of their key', async () => {
  const node = (name: string): NodeSpec => ({
    name,
    role: 'cluster',
    at: { host: name, port: 1 },
    env: {},
  });
  const shards = [
    { master: node('a'), replicas: [node('b')], slots: [{ from: 0, to: 8191 }] },
    { master: node('c'), replicas: [node('d')], slots: [{ from: 8192, to: 16_383 }] },
  ];
  const keys = shards.map(({ slots }) => `drill:${tagIn(slots) ?? ''}:x`);
  const acks = [1, 2, 3].map((number) => ({ number, atMs: number, tookMs: 1 }));
  const record = {
    ...nothingSeen,
    writers: [
      { name: 'probe' as const, key: keys[0] ?? '', acks, errors: new Map() },
      { name: 'shard-2' as const, key: keys[1] ?? '', acks, errors: new Map() },
    ],
  };
  const asked: string[] = [];
  const missing = { a: [2], b: [2, 3], c: [], d: [] } as Readonly<Record<string, number[]>>;
  const rig = {
    now: () => 0,
    sleep: async () => {},
    nodes: () => shards.flatMap(({ master, replicas }) => [master, ...replicas]),
    inspect: async () => ({ master: { host: 'a', port: 1 } }),
    shards: async () => shards,
    record: () => record,
    missing: async ({ name }: NodeSpec, key: string) => {
      asked.push(`${name} ${slotOfKey(key) < 8192 ? 'first' : 'second'}`);
      return missing[name] ?? [];
    },
  } as unknown as Rig;
  const runner = new StepRunner(rig);
  const losses = await countLosses(runner, rig);
  expect(losses.lostWrites.map(({ writer, number }) => [writer, number])).toEqual([['probe', 2]]);
  expect(asked).toEqual(['a first', 'b first', 'c second', 'd second']);
  expect(runner.faults).toEqual(['b lacks 1 writes of the master']);
});
