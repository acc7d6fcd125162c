import { nearest } from '../../diagnostics/nearest.ts';
import { readKeys } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

/** Keys that another rule reports. */
const reported = new Set(['max_length']);

export const chartQuestionKey = chartRule({
  code: 'chart-question-key',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'the form does not read this key of a question',
  docs: `Rancher 2 ignores unknown keys without a message (rancher/dashboard shell/components/Questions). A
misspelled \`required\`, \`default\` or \`show_if\` has no effect, and neither have keys of earlier forms, such as
\`name\` or \`enabled\`.`,
  *check(chart) {
    for (const { node } of chart.questions) {
      for (const [name, { key }] of node.entries) {
        if (readKeys.includes(name) || reported.has(name)) continue;
        const meant = nearest(name, readKeys);
        yield {
          at: chart.spot('questions.yaml', key),
          message: `Rancher 2 ignores ${key.kind === 'scalar' ? key.text : 'this key'} in a question`,
          hint: meant === undefined ? 'remove the key' : `did you mean ${meant}?`,
        };
      }
    }
  },
});
