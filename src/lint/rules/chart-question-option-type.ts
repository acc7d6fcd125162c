import { child, type ScalarNode, type YamlNode } from '../../source/yaml-node.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { optionsOf } from '../charts/questions.ts';
import { valueAt } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

/** What JSON makes of a scalar. */
const kindOf = ({ type }: ScalarNode): string =>
  type === 'int' || type === 'float' ? 'a number' : type === 'bool' ? 'a boolean' : 'text';

/** How an option is sent: keys of a map always as text. */
const sentKind = (option: YamlNode, isMap: boolean): string | undefined => {
  if (option.kind !== 'scalar' || option.type === 'null') return undefined;
  return isMap ? 'text' : kindOf(option);
};

export const chartQuestionOptionType = chartRule({
  code: 'chart-question-option-type',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'an option is of another type than the value in values.yaml',
  docs: `The form sends an option with its YAML type: \`1.10\` is the number 1.1, \`yes\` is true, and a number in a list
is a number. The keys of a map of options are always text (rancher/dashboard shell/components/Questions/Enum.vue). Templates
and values.schema.json then get another type than that of values.yaml.`,
  *check(chart) {
    for (const question of chart.questions) {
      const options = question.type === 'enum' ? optionsOf(question) : undefined;
      const value = question.keys && valueAt(chart.values, question.keys);
      if (!options || value?.kind !== 'scalar' || value.type === 'null') continue;
      const isMap = child(question.node, 'options')?.kind === 'map';
      const kind = kindOf(value);
      const kinds = options.map((option) => sentKind(option, isMap));
      // Options of several types are meant as such.
      if (kinds.includes(kind)) continue;
      const [sent] = kinds;
      if (sent === undefined) continue;
      yield {
        at: questionSpot(chart, question, 'options'),
        message: `the options of ${question.variable} are ${sent}, and its value in values.yaml is ${kind}`,
        hint:
          sent === 'text'
            ? 'write the options as a list of values without quotes'
            : 'put the options in quotes, or make the value in values.yaml of the same type',
      };
    }
  },
});
