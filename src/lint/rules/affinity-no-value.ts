import { labelProblems } from '../label-problems.ts';
import { versionRule } from '../lint-rule.ts';

export const affinityNoValue = versionRule({
  code: 'affinity-no-value',
  group: 'scheduling',
  severity: 'error',
  summary: 'an item of a scheduling rule has no value',
  docs: `Items are \`key=value\`. One that ends with \`=\` makes the scheduler fail; one without \`=\` never
matches a label. A rule of the kind \`container\` takes names without \`=\`.`,
  check: (facts) => labelProblems(facts, ['affinity-no-value']),
});
