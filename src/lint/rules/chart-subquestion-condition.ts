import { subConditionOf } from '../charts/conditions.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { chartRule } from '../lint-rule.ts';

export const chartSubquestionCondition = chartRule({
  code: 'chart-subquestion-condition',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'show_subquestion_if is a value, and not a comparison',
  docs: `The subquestions are shown if the question has the value in \`show_subquestion_if\`. A text such as
\`storage=true\` is compared as a whole, so the subquestions are never shown (rancher/dashboard
shell/components/Questions/index.vue, shouldShowSub).`,
  *check(chart) {
    for (const question of chart.questions) {
      const below = subConditionOf(question);
      if (!below || !/^[\w.-]+\s*!?=/.test(below.text)) continue;
      const value = below.text.replace(/^.*?=/, '').trim();
      yield {
        at: questionSpot(chart, question, below.key),
        message: `${question.variable} is compared with the text ${JSON.stringify(below.text)}, so its subquestions are never shown`,
        hint: `write the value alone: ${below.key}: ${value}`,
      };
    }
  },
});
