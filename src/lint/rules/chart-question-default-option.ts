import { questionSpot } from '../charts/question-spot.ts';
import { optionsOf, startOf } from '../charts/questions.ts';
import { scalarText } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionDefaultOption = chartRule({
  code: 'chart-question-default-option',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'the value of an enum question is not among its options',
  docs: `The form shows and sends the value anyway, but a user who has chosen another one cannot get back to it.
The value is that of values.yaml, or \`default\` if it is not in that file.`,
  *check(chart) {
    for (const question of chart.questions) {
      const options = question.type === 'enum' ? optionsOf(question) : undefined;
      if (!options || options.length === 0 || !question.keys) continue;
      const value = startOf(question, chart.values);
      const text = scalarText(value);
      if (text === undefined || text === '' || options.map(scalarText).includes(text)) continue;
      yield {
        at: questionSpot(chart, question, 'options'),
        message: `${text}, the value of ${question.variable}, is not among the options`,
        hint: `add ${text} to the options`,
      };
    }
  },
});
