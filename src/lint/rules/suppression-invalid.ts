import { ownRule } from '../lint-rule.ts';

export const suppressionInvalid = ownRule({
  code: 'suppression-invalid',
  group: 'lint',
  severity: 'error',
  summary: 'a comment that silences a rule names no such rule, or gives no reason',
  docs: `A suppression is \`# rancher-catalog-ignore RULE: reason\`, for the next line or the line it
stands at the end of, and \`# rancher-catalog-ignore-file RULE: reason\` for the whole file. Several
rules have commas between them. Without a reason it silences nothing.`,
});
