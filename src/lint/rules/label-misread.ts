import { labelProblems } from '../label-problems.ts';
import { versionRule } from '../lint-rule.ts';

export const labelMisread = versionRule({
  code: 'label-misread',
  group: 'scheduling',
  severity: 'error',
  summary: "Rancher interprets a label's value differently",
  docs: `A boolean label is true only for the text "true". Other labels accept only certain words,
and lists and selectors have their own syntax. Any other value is read as false or has no effect.`,
  check: (facts) => labelProblems(facts, ['value-misread', 'value-malformed']),
});
