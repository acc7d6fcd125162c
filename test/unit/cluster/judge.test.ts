import { describe, expect, test } from 'vitest';
import { allDrills, allShardDrills } from '../../../src/cluster/drills/all-drills.ts';
import type { Drill } from '../../../src/cluster/drills/drill.ts';
import type { Evidence, Round } from '../../../src/cluster/drills/evidence.ts';
import { boundOf } from '../../../src/cluster/drills/drill-result.ts';
import { judge, type DrillOutcome } from '../../../src/cluster/drills/judge.ts';
import { lostFor } from '../../../src/cluster/drills/count-losses.ts';
import { nothingSeen } from '../../../src/cluster/drills/client-record.ts';
import { recordText } from '../../support/prose.ts';
import { healthySnapshot } from './healthy-snapshot.ts';

const drillOf = (id: number): Drill => {
  const found = [...allDrills(), ...allShardDrills()].find((drill) => drill.id === id);
  if (!found) throw new Error(`no drill ${id}`);
  return found;
};

const wellDone: Round = {
  fromMs: 0,
  toMs: 30_000,
  gapMs: 2400,
  ioredisGapMs: 2450,
  noiseMs: 5,
  twoMastersMs: 0,
  twoClaimsMs: 0,
  convergedMs: 4000,
  masterBefore: 'redis-1',
  masterAfter: 'redis-2',
};

function outcomeOf(round: Partial<Round> = {}, seen: Partial<Evidence> = {}): DrillOutcome {
  const rounds = [{ ...wellDone, ...round }];
  const rest = { marks: [], events: [], record: nothingSeen, faults: [], rounds };
  const snapshot = healthySnapshot();
  const nothing = {
    nodes: [],
    lost: 0,
    lostWrites: [],
    lostForMs: 0,
    fullCopies: 0,
    stops: [],
    ended: [],
  };
  return {
    ...rest,
    evidence: { ...rest, ...nothing, before: snapshot, after: snapshot, ...seen },
    fault: undefined,
    beganMs: 0,
    endedMs: 30_000,
    runtime: 'process',
    names: new Map(),
    unfinished: undefined,
  };
}

test('a drill within its bounds passes', () => {
  expect(judge(drillOf(4), outcomeOf())).toMatchObject({ pass: true, problems: [] });
});

test.for([
  [{ gapMs: 4100 }, {}, true],
  [{ convergedMs: 31_000 }, {}, true],
  [{ ioredisGapMs: 2600 }, {}, true],
  [{ twoMastersMs: 20 }, {}, false],
  [{}, { lost: 1 }, false],
  [{ gapMs: 4100 }, { lost: 1 }, false],
  [{ masterAfter: 'redis-1' }, {}, false],
] as const)('a drill with %j %j fails', ([round, seen, isOnlySlow]) => {
  const result = judge(drillOf(4), outcomeOf(round, seen));
  expect(result).toMatchObject({ pass: false, isOnlySlow });
  recordText(result.problems.join('\n'));
});

test('the gap of an aborted round counts', () => {
  const unfinished = { ...wellDone, gapMs: 29_000, ioredisGapMs: 29_050 };
  const fault = 'timeout after 30 s: the cluster is not healthy';
  const outcome = { ...outcomeOf(), rounds: [], evidence: undefined, fault, unfinished };
  const result = judge(drillOf(4), outcome);
  expect(result).toMatchObject({ pass: false, isOnlySlow: false, gapMs: 29_000 });
  expect(result.problems).toContain('The longest write gap was 29000 ms, limit 4000 ms');
});

test('a small bound is raised to twice the gap of the untouched server, and that is in the result', () => {
  const result = judge(drillOf(3), outcomeOf({ gapMs: 87, noiseMs: 60, masterAfter: 'redis-1' }));
  expect(boundOf(result, 'gap')).toMatchObject({ valueMs: 87, boundMs: 120, raisedFromMs: 50 });
  const quiet = judge(drillOf(3), outcomeOf({ gapMs: 87, noiseMs: 20, masterAfter: 'redis-1' }));
  expect(boundOf(quiet, 'gap')).toEqual({
    of: 'gap',
    label: 'The longest write gap was',
    valueMs: 87,
    boundMs: 50,
  });
  expect(quiet.problems).toEqual(['The longest write gap was 87 ms, limit 50 ms']);
});

test('lost writes after a cut are limited by the time of their acknowledgement', () => {
  const lost = { lost: 600, lostForMs: 1900 };
  expect(judge(drillOf(14), outcomeOf({}, lost))).toMatchObject({ pass: true });
  // A state, whatever the machine does: a drill is never repeated because of one.
  const late = judge(drillOf(14), outcomeOf({ noiseMs: 3000 }, { lost: 1, lostForMs: 2100 }));
  expect(late).toMatchObject({ pass: false, isOnlySlow: false });
  expect(late.problems).toHaveLength(1);
  recordText(late.problems.join('\n'));
});

test('a lost write from before the first cut is a wrong state, however slow the machine is', () => {
  const lost = { lost: 1, lostForMs: Infinity };
  const result = judge(drillOf(14), outcomeOf({ noiseMs: 3000 }, lost));
  expect(result).toMatchObject({ pass: false, isOnlySlow: false });
  recordText(result.problems.join('\n'));
});

test('greater bounds of gaps are raised as much as small ones', () => {
  const noisy = (gapMs: number) => judge(drillOf(4), outcomeOf({ gapMs, noiseMs: 80 }));
  expect(boundOf(noisy(4110), 'gap')).toMatchObject({ boundMs: 4110, raisedFromMs: 4000 });
  expect(noisy(4110).problems.join()).not.toContain('The longest write gap');
  expect(noisy(4111).problems).toContain('The longest write gap was 4111 ms, limit 4110 ms');
});

/** Writes to a shard that the fault does not hit, which pause once for this time. */
function withPause(ms: number, noiseMs: number): DrillOutcome {
  const from = 10_000;
  const acks = Array.from({ length: 300 }, (_, index) => index * 100)
    .filter((atMs) => atMs <= from || atMs > from + ms)
    .concat(from + ms)
    .toSorted((a, b) => a - b)
    .map((atMs) => ({ atMs, number: 1, tookMs: 1 }));
  const writers = [{ name: 'shard-2' as const, key: 'k', acks, errors: new Map<string, number>() }];
  const record = { ...nothingSeen, writers };
  return { ...outcomeOf({ gapMs: 20, ioredisGapMs: 20, noiseMs }), record };
}

const timesOfShards = (id: number, ms: number, noiseMs: number) => {
  const { times, problems } = judge(drillOf(id), withPause(ms, noiseMs));
  return {
    isSlow: problems.some((words) => words.includes('another shard')),
    time: times.find(({ of }) => of === 'others-gap'),
  };
};

test.for([
  [40, 290, 5, false, 300],
  [40, 310, 5, true, 300],
  [46, 310, 5, true, 300],
  [46, 310, 60, false, 370],
  [39, 2490, 5, false, 2500],
  [39, 2600, 5, true, 2500],
  [45, 2600, 100, false, 2650],
] as const)(
  'drill %i: a pause of other shards of %d ms at a noise of %d ms',
  ([id, ms, noiseMs, isSlow, boundMs]) => {
    const { time, isSlow: was } = timesOfShards(id, ms, noiseMs);
    expect(was).toBe(isSlow);
    expect(time).toMatchObject({ boundMs });
    expect(time?.valueMs).toBeCloseTo(ms);
  },
);

describe('how long lost writes were acknowledged after a cut', () => {
  /** An acknowledgement every 10 ms between two times. */
  const acksIn = (fromMs: number, toMs: number) =>
    Array.from({ length: (toMs - fromMs) / 10 + 1 }, (_, index) => {
      const atMs = fromMs + 10 * index;
      return { atMs, number: atMs, tookMs: 1 };
    });
  const after = (atMs: number) => (ack: { atMs: number }) => ack.atMs >= atMs;

  test('is the time from the cut before each to the last of them', () => {
    const acks = acksIn(0, 10_000);
    expect(lostFor([], [], acks)).toBe(0);
    expect(lostFor([], [1000], acks)).toBe(0);
    const lost = acks.filter(({ atMs }) => atMs === 1500 || atMs === 9100);
    expect(lostFor(lost, [1000, 9000], acks)).toBe(500);
    expect(lostFor(acks.filter(after(7000)), [1000, 9000], acks)).toBe(7990);
  });

  test('is without limit if one is from before the first cut', () => {
    const acks = acksIn(0, 2000);
    expect(lostFor(acks.filter(after(500)), [1000], acks)).toBe(Infinity);
  });

  test('has of each gap the first 50 ms only: a server that is blocked acknowledges nothing', () => {
    const acks = [...acksIn(0, 1500), ...acksIn(1832, 3027)];
    expect(lostFor(acks.filter(after(1000)), [1000], acks)).toBe(500 + 50 + 1190);
    // The first gap begins with the cut.
    const late = acksIn(1900, 2000);
    expect(lostFor(late, [1000], late)).toBe(50 + 100);
  });
});
