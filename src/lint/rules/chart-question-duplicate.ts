import { wholeCondition } from '../charts/conditions.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionDuplicate = chartRule({
  code: 'chart-question-duplicate',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'two questions have the same variable and the same condition',
  docs: `Both are shown and write the same value, so the last input wins. Two questions of one variable are right if
never both are shown: such questions, with different conditions, are not reported.`,
  *check(chart) {
    const seen = new Set<string>();
    for (const question of chart.questions) {
      if (question.variable === '') continue;
      const key = `${question.variable}\0${wholeCondition(question)}`;
      if (seen.has(key)) {
        yield {
          at: questionSpot(chart, question, 'variable'),
          message: `duplicate question for ${question.variable}`,
          hint: 'remove one of the two questions, or give them different conditions',
        };
      }
      seen.add(key);
    }
  },
});
