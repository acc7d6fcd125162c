import { questionSpot } from '../charts/question-spot.ts';
import { chartRule } from '../lint-rule.ts';

export const chartConditionText = chartRule({
  code: 'chart-condition-text',
  group: 'chart-questions',
  severity: 'error',
  summary: 'a condition is not text, and the form shows nothing',
  docs: `YAML reads \`show_if: true\`, \`show_if: 3\` and a \`show_if\` without a value as other types than text. Rancher up to
2.15 takes the value for text, and fails (rancher/dashboard v2.15.0 shell/components/Questions/index.vue:74): the form has
no question at all, not even those without a condition. Nothing fails if the question has \`if\`, which is used in place of
\`show_if\`.`,
  *check(chart) {
    for (const question of chart.questions) {
      const { showIf, if: expression } = question.form;
      if (expression !== undefined || showIf === undefined || typeof showIf === 'string') continue;
      const written = JSON.stringify(showIf);
      yield {
        at: questionSpot(chart, question, 'show_if'),
        message: `show_if is ${written}, which is not text: the form of Rancher up to 2.15 shows no question at all`,
        hint: 'write variable=value, or remove show_if',
      };
    }
  },
});
