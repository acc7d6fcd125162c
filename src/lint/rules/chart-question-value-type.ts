import { child, isNull, type YamlNode } from '../../source/yaml-node.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { nameOf, startOf } from '../charts/questions.ts';
import { scalarText } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

const expected: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  int: 'a whole number',
  float: 'a number',
};

/** Whether the form can show a value, and send it with its type. */
function isOf(type: string, node: YamlNode, isDefault: boolean): boolean {
  const text = scalarText(node) ?? '';
  if (text === '') return true;
  if (node.kind !== 'scalar') return false;
  if (type === 'boolean')
    return node.type === 'bool' || (isDefault && /^(?:true|false)$/.test(text));
  return type === 'int' ? /^-?\d+$/.test(text) : Number.isFinite(Number(text));
}

export const chartQuestionValueType = chartRule({
  code: 'chart-question-value-type',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'the value of a question is not of its type',
  docs: `A text that is not a number leaves a number question empty, and nothing is sent for it. The text \`"true"\` in
values.yaml is shown as switched on and stays text: the templates' \`if\` takes \`"false"\` for true as well. Only in
\`default\` does the form convert it (rancher/dashboard shell/components/Questions/Question.js).`,
  *check(chart) {
    for (const question of chart.questions) {
      const wanted = Object.hasOwn(expected, question.type) ? expected[question.type] : undefined;
      const value = startOf(question, chart.values);
      if (wanted === undefined || !value || isNull(value)) continue;
      const isDefault = value === child(question.node, 'default');
      if (isOf(question.type, value, isDefault)) continue;
      const text =
        value.kind === 'scalar' ? `the text ${JSON.stringify(value.text)}` : `a ${value.kind}`;
      yield {
        at: isDefault ? questionSpot(chart, question, 'default') : chart.spot('values.yaml', value),
        message: `the value of ${nameOf(question)} is ${text}; expected ${wanted}`,
        hint: 'write it without quotes',
      };
    }
  },
});
