import { ownRule } from '../lint-rule.ts';

export const suppressionUnused = ownRule({
  code: 'suppression-unused',
  group: 'lint',
  severity: 'warning',
  summary: 'a comment suppresses a rule that reports nothing there',
  docs: `The problem was fixed, or it is on another line. Remove the comment.`,
});
