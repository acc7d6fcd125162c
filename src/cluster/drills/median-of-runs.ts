import { tooSlow } from './check-times.ts';
import { median } from './measure.ts';
import type { DrillSummary } from './describe-drill.ts';
import type { TimeCheck } from './drill-result.ts';

/** Maximum number of runs of a drill. */
export const mostRuns = 3;

/** A wrong state of one run counts, whatever the others show. */
const hasWrongState = ({ pass, isOnlySlow }: DrillSummary) => !pass && !isOnlySlow;

/** Whether a drill runs again: its first run was only slow, and no run showed a wrong state. */
export function needsAnotherRun(runs: readonly DrillSummary[]): boolean {
  return (
    runs[0]?.isOnlySlow === true &&
    runs.length < mostRuns &&
    !runs.some((run) => hasWrongState(run))
  );
}

/** The median of each time by its distance from its bound, because a bound depends on the noise of its run. */
function middleTimes(runs: readonly DrillSummary[]): TimeCheck[] {
  const [first] = runs;
  return (first?.times ?? []).flatMap(({ label }) => {
    const same = runs
      .flatMap(({ times }) => times.filter((time) => time.label === label))
      .sort((a, b) => a.valueMs - a.boundMs - (b.valueMs - b.boundMs));
    return same.slice(Math.floor(same.length / 2)).slice(0, 1);
  });
}

/**
 * The result of several runs of a drill: the first run with a wrong state, otherwise the median of each
 * time. A run is repeated because of a time, since every machine can be busy, and never because of a state.
 */
export function medianOfRuns<T extends DrillSummary>(runs: readonly [T, ...T[]]): T {
  const [first] = runs;
  if (runs.length === 1) return first;
  const all = (drawn: T) => ({
    runs: runs.map(({ problems }) => problems),
    drawnRun: runs.indexOf(drawn) + 1,
  });
  const wrong = runs.find((run) => hasWrongState(run));
  if (wrong) return { ...wrong, ...all(wrong) };
  const times = middleTimes(runs);
  const problems = tooSlow(times);
  const middle = (of: (run: T) => number) => median(runs.map(of));
  const gapMs = middle((run) => run.gapMs);
  const drawn = runs.find((run) => run.gapMs === gapMs) ?? first;
  return {
    ...drawn,
    ...all(drawn),
    times,
    problems,
    pass: problems.length === 0,
    isOnlySlow: problems.length > 0,
    gapMs,
    medianGapMs: middle(({ medianGapMs }) => medianGapMs),
    ioredisGapMs: middle(({ ioredisGapMs }) => ioredisGapMs),
    convergedMs: middle(({ convergedMs }) => convergedMs),
  };
}
