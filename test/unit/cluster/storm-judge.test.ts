import { describe, expect, test } from 'vitest';
import { promiseOf } from '../../../src/cluster/storm/classify.ts';
import type { Injection } from '../../../src/cluster/storm/injection.ts';
import {
  judgeRound,
  rowOf,
  type LostWrite,
  type RoundFacts,
} from '../../../src/cluster/storm/judge-round.ts';
import type { PlannedFault } from '../../../src/cluster/storm/plan-round.ts';
import type { PromiseName } from '../../../src/cluster/storm/promises.ts';
import type { FaultName } from '../../../src/cluster/storm/storm-fault.ts';

const lost = (writer: string, atMs: number, inFileOf?: readonly string[]): LostWrite => ({
  writer,
  kind: writer.startsWith('careful') ? 'careful' : 'plain',
  number: atMs,
  atMs,
  ...(inFileOf === undefined ? {} : { inFileOf }),
});

/** Faults at 10,000 ms. */
const kinds = (promises: readonly PromiseName[], facts: Partial<RoundFacts>) =>
  judgeRound({
    faults: promises.map((promise) => ({ promise, fromMs: 10_000 })),
    lost: [],
    faulty: [],
    twoMastersMs: 0,
    ...facts,
  }).map(({ kind }) => kind);

describe('a lost write breaks the promise', () => {
  test.for<[PromiseName[], LostWrite[], string[]]>([
    [['planned'], [], []],
    [['planned'], [lost('plain-1', 9999)], ['plain']],
    [['planned'], [lost('careful-1', 9999)], ['careful']],
    // A killed master: one write of each client, whenever it was acknowledged.
    [['master-killed'], [lost('plain-1', 9999), lost('plain-2', 9999)], []],
    [['master-killed'], [lost('plain-1', 9998), lost('plain-1', 9999)], ['plain']],
    [['master-killed', 'master-killed'], [lost('plain-1', 9998), lost('plain-1', 9999)], []],
    [['master-killed'], [lost('careful-2', 9999)], ['careful']],
    [['live-failover'], [lost('plain-1', 9998), lost('plain-1', 9999)], ['plain']],
    // A cut: what was acknowledged until the fence, and what was on its way.
    [['cut-off'], [lost('plain-2', 10_001), lost('plain-2', 11_999), lost('plain-2', 9999)], []],
    [['cut-off'], [lost('plain-2', 9998), lost('plain-2', 9999)], ['plain']],
    [['cut-off'], [lost('plain-2', 12_001), lost('plain-2', 12_002)], ['plain']],
    // Everything killed: what no remaining file had, of the last two seconds.
    [['all-killed'], [lost('plain-1', 8001, []), lost('plain-1', 8002, [])], []],
    [['all-killed'], [lost('plain-1', 7999, [])], ['plain']],
    [['all-killed'], [lost('plain-1', 9999, ['redis-2'])], ['plain']],
    [['all-killed'], [lost('careful-1', 9999, [])], ['careful']],
  ])('%j, %j → %j', ([promises, writes, expected]) => {
    expect(kinds(promises, { lost: writes })).toEqual(expected);
  });
});

test('two nodes that accept writes at once, and what is wrong with the recovery, break a promise', () => {
  expect(kinds(['cut-off'], { twoMastersMs: 3 })).toEqual(['one-writer']);
  expect(kinds(['planned'], { faulty: ['not recovered within 60 s'] })).toEqual(['recovery']);
});

test('a round counts for the most permissive of its faults', () => {
  const row = (...promises: PromiseName[]) =>
    rowOf(promises.map((promise) => ({ promise, fromMs: 0 })));
  expect(row()).toBe('planned');
  expect(row('planned', 'master-killed')).toBe('master-killed');
  expect(row('cut-off', 'live-failover')).toBe('cut-off');
});

describe('the promise of a fault depends on whether its node was the master', () => {
  const planned = (name: FaultName): PlannedFault => ({
    name,
    target: 'node',
    picks: [0, 0],
    atMs: 0,
    lastsMs: 1000,
    seed: 1,
  });
  const injection = (name: FaultName, ...nodes: string[]): Injection => ({
    fault: planned(name),
    nodes,
    emptied: [],
    fromMs: 1000,
    toMs: 2000,
  });
  /** redis-1 accepts writes until 990 ms, redis-2 from 3000 ms on. */
  const accepted = [
    { node: 'redis-1', atMs: 970 },
    { node: 'redis-1', atMs: 990 },
    { node: 'redis-2', atMs: 3000 },
  ];
  test.for<[FaultName, string[], PromiseName]>([
    ['kill-return', ['redis-1'], 'master-killed'],
    ['kill-return', ['redis-2'], 'planned'],
    ['kill-empty', ['sentinel-1', 'redis-1'], 'master-killed'],
    ['freeze', ['redis-1'], 'live-failover'],
    ['freeze', ['sentinel-1'], 'planned'],
    ['cut', ['redis-1'], 'cut-off'],
    ['stop', ['redis-1'], 'planned'],
    ['full-disk', ['redis-1'], 'planned'],
    ['stop-all', ['redis-1', 'redis-2'], 'planned'],
    ['kill-all', ['redis-1', 'redis-2'], 'all-killed'],
  ])('%s of %j → %s', ([name, nodes, promise]) => {
    expect(promiseOf(injection(name, ...nodes), accepted)).toBe(promise);
  });

  test('a replica that is promoted while it stutters counts as a master', () => {
    const stutter = { ...injection('stutter', 'redis-2'), toMs: 2900 };
    expect(promiseOf(stutter, accepted)).toBe('live-failover');
  });
});
