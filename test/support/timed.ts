import { expect } from 'vitest';
import { median } from '../../src/cluster/drills/measure.ts';
import { untilQuiet } from './quiet.ts';
import { alone } from './turns.ts';

/** The upper bound of a time in ms, or of a count; or the lower and the upper bound. */
type Bound = number | readonly [number, number];

const mostRuns = 3;

const within = (ms: number, bound: Bound) =>
  typeof bound === 'number' ? ms <= bound : bound[0] <= ms && ms <= bound[1];

/**
 * Measures times and compares them with their bounds. When one is out of its bound, all are measured
 * again, twice and alone, and the median of the three counts: any machine can be busy for a moment.
 * The same holds for counts of what a busy machine causes, such as an election with split votes.
 * What `measure` itself asserts is a state (a lost write, a second master), which is never repeated
 * until it is right. For tests of the project `timed`: `*.timed.test.ts`.
 */
export async function timed<Name extends string>(
  bounds: Readonly<Record<Name, Bound>>,
  measure: () => Promise<Readonly<Record<Name, number>>>,
): Promise<void> {
  const names = Object.keys(bounds) as Name[];
  const first = await measure();
  const runs = [first];
  if (!names.every((name) => within(first[name], bounds[name]))) {
    await alone(async () => {
      while (runs.length < mostRuns) {
        await untilQuiet();
        runs.push(await measure());
      }
    });
  }
  const late = names
    .map((name) => ({ name, all: runs.map((times) => times[name]) }))
    .filter(({ name, all }) => !within(median(all), bounds[name]))
    .map(({ name, all }) => `${name}: ${all.map(Math.round).join(', ')} ms; ${bounds[name]}`);
  expect(late, 'times and their bounds').toEqual([]);
}
