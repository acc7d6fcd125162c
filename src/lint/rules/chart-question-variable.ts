import { questionSpot } from '../charts/question-spot.ts';
import { nameOf, textOf } from '../charts/questions.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionVariable = chartRule({
  code: 'chart-question-variable',
  group: 'chart-questions',
  severity: 'error',
  summary: 'a question has no variable that the form writes',
  docs: `The form reads and writes the value at the path in \`variable\`. Without one, what a user enters goes
nowhere. A variable that begins with \`$\` is read as JSONPath, but written as keys, of which the first is \`$\`
(rancher/dashboard v2.15.0 shell/utils/object.js:16 and 59): the value that the form shows never changes.`,
  *check(chart) {
    for (const question of chart.questions) {
      if (question.variable.startsWith('$')) {
        yield {
          at: questionSpot(chart, question, 'variable'),
          message: `the form reads ${nameOf(question)} as JSONPath, but writes answers below the key $`,
          hint: 'write the path of a value in values.yaml, without $',
        };
      }
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
