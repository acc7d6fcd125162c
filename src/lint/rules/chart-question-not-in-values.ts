import { child } from '../../source/yaml-node.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { scalarText, valueAt } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionNotInValues = chartRule({
  code: 'chart-question-not-in-values',
  group: 'chart-questions',
  severity: 'info',
  summary: 'a question is about a value that is not in values.yaml',
  docs: `Rancher installs the chart with it, but those who install it with Helm do not see that the value exists.
A misspelled variable looks the same: then the answer has no effect. Values of dependencies and below \`global\` are not
reported.`,
  *check(chart) {
    const { values } = chart;
    if (!chart.files.has('values.yaml') || chart.yaml('values.yaml')?.fault) return;
    const list = child(chart.root('Chart.yaml'), 'dependencies');
    const dependencies = new Set(
      (list?.kind === 'list' ? list.items : []).flatMap((each) => [
        scalarText(child(each, 'name')),
        scalarText(child(each, 'alias')),
      ]),
    );
    for (const question of chart.questions) {
      const { keys = [], variable } = question;
      const [first = '', last = ''] = [keys[0], keys.at(-1)];
      if (first === '' || first === 'global' || dependencies.has(first)) continue;
      if (valueAt(values, keys)) continue;
      // A value that a template reads is only not documented.
      const isRead = chart.templates.includes(last);
      yield {
        at: questionSpot(chart, question, 'variable'),
        message: `${variable} is not in values.yaml${isRead ? '' : ', and no template reads it'}`,
        hint: `add ${variable} to values.yaml, or correct the variable`,
      };
    }
  },
});
