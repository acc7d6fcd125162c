import { questionSpot } from '../charts/question-spot.ts';
import { has } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionLabel = chartRule({
  code: 'chart-question-label',
  group: 'chart-questions',
  severity: 'info',
  summary: 'a question has no label',
  docs: `The form shows the path of the value instead, such as \`persistence.size\`.`,
  *check(chart) {
    for (const question of chart.questions) {
      if (question.variable === '' || has(question, 'label')) continue;
      yield {
        at: questionSpot(chart, question),
        message: `the form shows ${question.variable} as the name of this question`,
        hint: 'add a label',
      };
    }
  },
});
