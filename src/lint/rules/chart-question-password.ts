import { child } from '../../source/yaml-node.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { nameOf } from '../charts/questions.ts';
import { scalarText, valueAt } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionPassword = chartRule({
  code: 'chart-question-password',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'a password has a default',
  docs: `All users who do not change it have the same password, and it is readable in the repository. Leave it empty and
generate one in the template, or ask for an existing Secret.`,
  *check(chart) {
    for (const question of chart.questions) {
      if (question.type !== 'password' || !question.keys) continue;
      const value = valueAt(chart.values, question.keys);
      const text = scalarText(value ?? child(question.node, 'default')) ?? '';
      if (text === '') continue;
      yield {
        at: value ? chart.spot('values.yaml', value) : questionSpot(chart, question, 'default'),
        message: `${nameOf(question)} is a password with a default that anyone can read`,
        hint: 'leave it empty, and generate a password in the template',
      };
    }
  },
});
