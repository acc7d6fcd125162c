import { child } from '../../source/yaml-node.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { scalarText, valueAt } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionDefault = chartRule({
  code: 'chart-question-default',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'the default of a question is not the value in values.yaml',
  docs: `The form starts with values.yaml, and uses \`default\` only for a value that is not in that file
(rancher/dashboard shell/components/Questions/Question.js). With different values, users see and install that of
values.yaml; \`default\` is only the placeholder of an empty field. A null in values.yaml is not reported.`,
  *check(chart) {
    const { values } = chart;
    for (const question of chart.questions) {
      const written = child(question.node, 'default');
      const value = question.keys && valueAt(values, question.keys);
      if (written?.kind !== 'scalar' || value?.kind !== 'scalar') continue;
      const [given, shown] = [scalarText(written), scalarText(value)];
      if (given === undefined || shown === undefined || given === shown) continue;
      yield {
        at: questionSpot(chart, question, 'default'),
        message: `the form shows ${shown === '' ? 'the empty value' : shown} from values.yaml for ${question.variable}, not this default`,
        hint: 'make the default and the value in values.yaml the same',
      };
    }
  },
});
