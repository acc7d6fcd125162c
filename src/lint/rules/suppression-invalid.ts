import { ownRule } from '../lint-rule.ts';

export const suppressionInvalid = ownRule({
  code: 'suppression-invalid',
  group: 'lint',
  severity: 'error',
  summary: 'a comment that suppresses a rule has an unknown rule or no reason',
  docs: `A suppression is \`# rancher-catalog-ignore RULE: reason\`, which applies to its own line
if it follows code, otherwise to the next line, or \`# rancher-catalog-ignore-file RULE: reason\`
for the whole file. Separate several rules with commas. A suppression without a reason has no
effect.`,
});
