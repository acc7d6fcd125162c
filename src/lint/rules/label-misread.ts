import { labelProblems } from '../label-problems.ts';
import { versionRule } from '../lint-rule.ts';

export const labelMisread = versionRule({
  code: 'label-misread',
  group: 'scheduling',
  severity: 'error',
  summary: "a label's value means something else to Rancher",
  docs: `A label that is on or off is on for the text "true" alone; others take certain words only, and
lists and selectors have a form of their own. Anything else is taken for false, or has no effect.`,
  check: (facts) => labelProblems(facts, ['value-misread', 'value-malformed']),
});
