import type { Drill, Step, StepOf } from './drill.ts';

/** The cluster starts, becomes healthy, and clients write for a while before the first fault. */
const beforeS = 6.4;
/** After the last step of a round: recovery, and clients that write for another while. */
const recoveriesS = { none: 1.5, failover: 5.5, cut: 9 } as const;

const quick = () => 0.3;

/** How long each kind of step takes, in seconds, measured on two cores. */
const guesses: { readonly [K in Step['kind']]?: (step: StepOf<K>) => number } = {
  wait: ({ ms }) => ms / 1000,
  'watch-no-failover': ({ ms }) => ms / 1000,
  until: () => 2.5,
  'restart-each': ({ who }) => (who === 'data' ? 7 : 5),
  fill: ({ mebibytes }) => mebibytes / 200,
  scale: () => 8,
  'scale-nodes': () => 3,
  'rotate-passwords': () => 10,
  'replace-nodes': () => 110,
  'cold-starts': ({ times }) => times * 4.6,
};

function stepSeconds(step: Step): number {
  // The table has for each kind a function of that kind of step; the compiler cannot follow that.
  const guess = (guesses[step.kind] ?? quick) as (step: Step) => number;
  return guess(step);
}

const sum = (steps: readonly Step[]) => steps.reduce((total, step) => total + stepSeconds(step), 0);

const takesMasterDown = (step: Step) =>
  (step.kind === 'kill' || step.kind === 'freeze' || step.kind === 'shutdown') &&
  (step.who === 'master' || step.who === 'all');

/** How long recovery takes after the steps, in seconds. */
function recoverySeconds(steps: readonly Step[]): number {
  if (steps.some(({ kind }) => kind === 'cut')) return recoveriesS.cut;
  return steps.some(takesMasterDown) ? recoveriesS.failover : recoveriesS.none;
}

/** A guess at how long a drill takes, in whole seconds, from what its steps wait for. */
export function expectedSeconds({ setup = [], steps, rounds }: Drill, given?: number): number {
  const count = given ?? rounds ?? 1;
  return Math.round(beforeS + sum(setup) + count * (sum(steps) + recoverySeconds(steps)));
}

/** After how many seconds a drill is stuck: each of its waits ends by itself, much sooner. */
export function patienceSeconds(drill: Drill, given?: number): number {
  return 240 + 4 * expectedSeconds(drill, given);
}
