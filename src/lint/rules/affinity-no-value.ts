import { labelProblems } from '../label-problems.ts';
import { versionRule } from '../lint-rule.ts';

export const affinityNoValue = versionRule({
  code: 'affinity-no-value',
  group: 'scheduling',
  severity: 'error',
  summary: 'an item of a scheduling rule has no value',
  docs: `Items have the form \`key=value\`. An item that ends with \`=\` makes the scheduler fail;
an item without \`=\` never matches a label. Rules of the kind \`container\` take names without
\`=\`.`,
  check: (facts) => labelProblems(facts, ['affinity-no-value']),
});
