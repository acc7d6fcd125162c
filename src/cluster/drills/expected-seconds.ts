import type { Drill, Step, StepOf } from './drill.ts';

/** The cluster starts, becomes healthy, and clients write for a while before the first fault. */
const beforeS = 6;
/** After the last step of a round the cluster recovers, and clients write for another while. */
const recoveryS = 4;

const quick = () => 0.3;

/** A guess at how long each kind of step takes, in seconds. */
const guesses: { readonly [K in Step['kind']]?: (step: StepOf<K>) => number } = {
  wait: ({ ms }) => ms / 1000,
  'watch-no-failover': ({ ms }) => ms / 1000,
  until: () => 2.5,
  'restart-each': ({ who }) => (who === 'data' ? 14 : 10),
  fill: ({ mebibytes }) => mebibytes / 20,
  scale: () => 12,
  'rotate-passwords': () => 15,
  'cold-starts': ({ times }) => times * 4,
};

function stepSeconds(step: Step): number {
  // The table has for each kind a function of that kind of step; the compiler cannot follow that.
  const guess = (guesses[step.kind] ?? quick) as (step: Step) => number;
  return guess(step);
}

const sum = (steps: readonly Step[]) => steps.reduce((total, step) => total + stepSeconds(step), 0);

/** A guess at how long a drill takes, in whole seconds, from what its steps wait for. */
export function expectedSeconds({ setup = [], steps, rounds }: Drill, given?: number): number {
  const count = given ?? rounds ?? 1;
  return Math.round(beforeS + sum(setup) + count * (sum(steps) + recoveryS));
}
