import { ownRule } from '../lint-rule.ts';

export const suppressionUnused = ownRule({
  code: 'suppression-unused',
  group: 'lint',
  severity: 'warning',
  summary: 'a comment silences a rule that has nothing to say there',
  docs: `What it was about has been mended, or it stands on another line. Remove it.`,
});
