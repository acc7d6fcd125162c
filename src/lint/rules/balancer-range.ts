import { balancersOf, portRulesOf } from '../balancer-facts.ts';
import { versionRule } from '../lint-rule.ts';

// cattle PortRule.java: min and max of the fields.
const ranges = [
  ['source_port', 1, 65_535],
  ['target_port', 1, 65_535],
  ['priority', 1, Number.POSITIVE_INFINITY],
] as const;

export const balancerRange = versionRule({
  code: 'balancer-range',
  group: 'compose',
  severity: 'error',
  summary: 'a number in a rule of a load balancer is out of range',
  docs: `Rancher's API accepts ports from 1 to 65535, and priorities from 1. Rules with a lower
priority number come first.`,
  *check(facts) {
    for (const service of balancersOf(facts)) {
      for (const { text, at, isAnswered } of portRulesOf(facts, service)) {
        for (const [key, low, high] of ranges) {
          const value = Number(text(key));
          if (value === 0 || (value >= low && value <= high) || isAnswered(key)) continue;
          yield {
            at: at(key),
            message: `${key} ${text(key)} of ${service.name} is out of range`,
            hint: key === 'priority' ? 'priorities begin at 1' : 'ports are from 1 to 65535',
          };
        }
      }
    }
  },
});
