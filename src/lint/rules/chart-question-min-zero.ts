import { child } from '../../source/yaml-node.ts';
import { isMap } from '../../model/json.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { isNumeric } from '../charts/questions.ts';
import { schemaAt } from '../charts/schema-facts.ts';
import { scalarText } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionMinZero = chartRule({
  code: 'chart-question-min-zero',
  group: 'chart-questions',
  severity: 'info',
  summary: 'a limit of 0 is not checked',
  docs: `The form takes \`min: 0\` and \`max: 0\` for no limit (rancher/dashboard shell/utils/validators/index.js,
validateLength). Put \`minimum\` into values.schema.json, which Helm checks. A question whose limit is there is not
reported.`,
  *check(chart) {
    const { schema } = chart.schema;
    for (const question of chart.questions) {
      if (!isNumeric(question)) continue;
      for (const [key, keyword] of [
        ['min', 'minimum'],
        ['max', 'maximum'],
      ] as const) {
        if (scalarText(child(question.node, key)) !== '0') continue;
        const at = schema && question.keys ? schemaAt(schema, question.keys) : undefined;
        if (
          at?.kind === 'schema' &&
          isMap(at.part.schema) &&
          typeof at.part.schema[keyword] === 'number'
        )
          continue;
        yield {
          at: questionSpot(chart, question, key),
          message: `the form does not check ${key}: 0 of ${question.variable}`,
          hint: `put ${keyword} into values.schema.json`,
        };
      }
    }
  },
});
