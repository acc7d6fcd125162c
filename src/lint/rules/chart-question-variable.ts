import { questionSpot } from '../charts/question-spot.ts';
import { textOf } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionVariable = chartRule({
  code: 'chart-question-variable',
  group: 'chart-questions',
  severity: 'error',
  summary: 'a question has no variable',
  docs: `The form reads and writes the value at the path in \`variable\`. Without one, what a user enters goes
nowhere.`,
  *check(chart) {
    for (const question of chart.questions) {
      if (question.variable !== '') continue;
      const label = textOf(question, 'label');
      yield {
        at: questionSpot(chart, question),
        message: `${label === '' ? 'this question' : `the question ${JSON.stringify(label)}`} has no variable, so its value is lost`,
        hint: 'add variable, with the path of a value in values.yaml',
      };
    }
  },
});
