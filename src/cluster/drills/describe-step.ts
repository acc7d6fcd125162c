import type { Step, StepOf } from './drill.ts';

const seconds = (ms: number) => `${ms / 1000} s`;

/** Kinds of steps that are more than their name and the nodes that they select. */
const descriptions: { readonly [K in Step['kind']]?: (step: StepOf<K>) => string } = {
  wait: ({ ms }) => `wait ${seconds(ms)}`,
  'watch-no-failover': ({ ms }) => `watch for a failover for ${seconds(ms)}`,
  until: ({ what }) => `wait until ${what.replaceAll('-', ' ')}`,
  command: ({ command, who }) => `${command.slice(0, 3).join(' ')} on ${who}`,
  cut: ({ some }) => `cut off ${some.join(', ')}`,
  names: ({ mode }) => `names: ${mode}`,
  scale: ({ replicas, sentinels }) => `scale to ${replicas} replicas, ${sentinels} sentinels`,
  'scale-nodes': ({ nodes }) => `scale to ${nodes} nodes`,
  'cold-starts': ({ times }) => `${times} cold starts`,
  fill: ({ mebibytes }) => `fill ${mebibytes} MiB`,
};

function byName(step: Step): string {
  const kind = step.kind.replaceAll('-', ' ');
  return 'who' in step ? `${kind} ${String(step.who)}` : kind;
}

/** A step in a few words, for progress: `kill master`, `wait 2 s`. */
export function describeStep(step: Step): string {
  // The table has for each kind a function of that kind of step; the compiler cannot follow that.
  const describe = (descriptions[step.kind] ?? byName) as (step: Step) => string;
  return describe(step);
}
