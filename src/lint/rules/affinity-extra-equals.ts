import { labelProblems } from '../label-problems.ts';
import { versionRule } from '../lint-rule.ts';

export const affinityExtraEquals = versionRule({
  code: 'affinity-extra-equals',
  group: 'scheduling',
  severity: 'error',
  summary: 'a value in a scheduling rule is cut at its second =',
  docs: `\`a=b=c\` is read as \`a=b\`, because a value cannot contain \`=\`.`,
  check: (facts) => labelProblems(facts, ['affinity-extra-equals']),
});
