import { expect, test } from 'vitest';
import type { Drill } from '../../../src/cluster/drills/drill.ts';
import { notRunResult } from '../../../src/cluster/drills/judge.ts';
import { medianOfRuns, needsAnotherRun } from '../../../src/cluster/drills/median-of-runs.ts';
import type { DrillResult } from '../../../src/cluster/drills/drill-result.ts';

const drill: Drill = {
  id: 1,
  name: 'any',
  title: 'Any',
  invariants: [],
  bounds: { lost: 0, convergedMs: 1 },
  steps: [],
};
const label = 'The longest write gap was';

function ran(valueMs: number, boundMs = 100, state?: string): DrillResult {
  const slow = valueMs > boundMs ? [label] : [];
  const problems = [...(state === undefined ? [] : [state]), ...slow];
  return {
    ...notRunResult(drill, '', 'process'),
    hasRun: true,
    pass: problems.length === 0,
    isOnlySlow: state === undefined && slow.length > 0,
    problems,
    times: [{ of: 'gap', label, valueMs, boundMs }],
    gapMs: valueMs,
  };
}

test.for([
  ['a run within its bounds', [ran(90)], false],
  ['a slow run', [ran(110)], true],
  ['a slow run, then a fast one', [ran(110), ran(90)], true],
  ['three runs', [ran(110), ran(90), ran(110)], false],
  ['a lost write', [ran(90, 100, 'lost')], false],
  ['a slow run with a lost write', [ran(110, 100, 'lost')], false],
  ['a slow run, then a lost write', [ran(110), ran(90, 100, 'lost')], false],
] as const)('%s: another run %s', ([, runs, isNeeded]) => {
  expect(needsAnotherRun(runs)).toBe(isNeeded);
});

test('the result is the median of three', () => {
  const good = medianOfRuns([ran(300), ran(90), ran(95)]);
  const runs = [[label], [], []];
  expect(good).toMatchObject({ pass: true, problems: [], gapMs: 95, runs, drawnRun: 3 });
  const bad = medianOfRuns([ran(300), ran(90), ran(120)]);
  expect(bad).toMatchObject({ pass: false, isOnlySlow: true, gapMs: 120 });
  expect(bad.problems).toEqual([`${label} 120 ms, limit 100 ms`]);
});

test('a time is compared with the bound of its own run', () => {
  expect(medianOfRuns([ran(150, 100), ran(140, 150), ran(130, 135)]).pass).toBe(true);
});

test('a wrong state in any run is the result', () => {
  const result = medianOfRuns([ran(110), ran(90, 100, 'one write was lost')]);
  expect(result).toMatchObject({ pass: false, isOnlySlow: false, drawnRun: 2 });
  expect(result.problems).toEqual(['one write was lost']);
});
