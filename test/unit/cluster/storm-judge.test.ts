import { describe, expect, test } from 'vitest';
import { judgedFaults } from '../../../src/cluster/storm/classify.ts';
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
    faults: promises.map((promise) =>
      promise === 'no-replica'
        ? { promise, fromMs: 10_000, toMs: 13_000 }
        : { promise, fromMs: 10_000 },
    ),
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
    // No replica: what was acknowledged until one was back.
    [['no-replica'], [lost('plain-1', 10_001), lost('plain-1', 12_999)], []],
    [['no-replica'], [lost('plain-1', 9999)], ['plain']],
    [['no-replica', 'master-killed'], [lost('plain-1', 9999), lost('plain-1', 10_001)], []],
    [['no-replica'], [lost('plain-1', 13_001)], ['plain']],
    [['no-replica'], [lost('careful-1', 10_001)], ['careful']],
  ])('%j, %j → %j', ([promises, writes, expected]) => {
    expect(kinds(promises, { lost: writes })).toEqual(expected);
  });
});

test('a cut is measured from when it was complete', () => {
  const cut = { promise: 'cut-off', fromMs: 10_000, inEffectMs: 10_100 } as const;
  const problems = (...times: number[]) =>
    kinds([], { faults: [cut], lost: times.map((atMs) => lost('plain-2', atMs)) });
  expect(problems(10_050, 12_099, 12_100)).toEqual([]);
  expect(problems(12_101, 12_102)).toEqual(['plain']);
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
  const three = { names: ['redis-1', 'redis-2', 'redis-3'], minReplicas: 1 };
  const two = { names: ['redis-1', 'redis-2'], minReplicas: 0 };
  const promiseOf = (one: Injection) => judgedFaults([one], accepted, three)[0]?.promise;
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
    expect(promiseOf(injection(name, ...nodes))).toBe(promise);
  });

  test('a replica that is promoted while it stutters counts as a master', () => {
    const stutter = { ...injection('stutter', 'redis-2'), toMs: 2900 };
    expect(promiseOf(stutter)).toBe('live-failover');
  });

  const frozen = { ...injection('freeze', 'redis-2'), fromMs: 500, toMs: 2400 };
  const long = { ...frozen, toMs: 3300 };
  const noReplica = (fromMs: number, toMs: number) => ({ promise: 'no-replica', fromMs, toMs });
  /** Only redis-1 accepts writes, until 990 ms. */
  const alone = accepted.slice(0, 2);
  test.for<[string, Injection[], Parameters<typeof judgedFaults>[2], unknown[]]>([
    [
      'stopped while its only replica is frozen for longer than it waits',
      [long, injection('stop', 'redis-1')],
      two,
      [noReplica(500, 4300)],
    ],
    ['stopped, and its only replica continues', [frozen, injection('stop', 'redis-1')], two, []],
    [
      'killed while its replica is frozen',
      [frozen, injection('kill', 'redis-1')],
      two,
      [noReplica(500, 3400)],
    ],
    [
      'killed meanwhile, and refuses writes without a replica',
      [frozen, injection('kill', 'redis-1')],
      { ...two, minReplicas: 1 },
      [noReplica(500, 2500)],
    ],
    [
      'killed 2.5 s after its replica, which is not back',
      [
        { ...injection('kill', 'redis-2'), fromMs: 0, toMs: 6000 },
        { ...injection('kill', 'redis-1'), fromMs: 2500, toMs: 3000 },
      ],
      { ...two, minReplicas: 1 },
      [noReplica(0, 2000)],
    ],
    [
      'cut off while its replica is cut off, which took 100 ms',
      [
        { ...injection('cut', 'redis-2'), fromMs: 500, inEffectMs: 600, toMs: 5000 },
        injection('cut', 'redis-1'),
      ],
      { ...two, minReplicas: 1 },
      [noReplica(500, 2600)],
    ],
    [
      'stopped while one of two replicas is frozen',
      [long, injection('stop', 'redis-1')],
      three,
      [],
    ],
    [
      'killed together with its only replica',
      [injection('kill-return', 'redis-1', 'redis-2')],
      two,
      [noReplica(1000, 7000)],
    ],
    [
      'killed before its replica is frozen',
      [{ ...injection('kill', 'redis-1'), fromMs: 0, toMs: 300 }, frozen],
      two,
      [],
    ],
    [
      'killed after its replica has caught up',
      [
        { ...frozen, fromMs: 0, toMs: 100 },
        { ...injection('kill', 'redis-1'), fromMs: 1200 },
      ],
      two,
      [],
    ],
    [
      'stopped while its replica stutters',
      [{ ...long, fault: planned('stutter') }, injection('stop', 'redis-1')],
      two,
      [],
    ],
    [
      'stopped with everything',
      [
        {
          ...injection('stop-all', 'redis-1', 'redis-2'),
          fault: { ...planned('stop-all'), target: undefined },
        },
      ],
      two,
      [],
    ],
    ['untouched while its only replica is frozen', [long], two, []],
    ['alone', [injection('kill', 'redis-1')], { names: ['redis-1'], minReplicas: 0 }, []],
  ])('what is lost without a replica: a master that is %s', ([, injections, data, expected]) => {
    const judged = judgedFaults(injections, alone, data);
    expect(judged.slice(injections.length)).toEqual(expected);
    const rows = judged.slice(0, injections.length).map(({ promise }) => promise);
    expect(rows).toEqual(injections.map((one) => judgedFaults([one], alone, three)[0]?.promise));
  });
});
