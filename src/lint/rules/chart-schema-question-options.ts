import { questionSpot } from '../charts/question-spot.ts';
import { optionsOf } from '../charts/questions.ts';
import { schemaAt } from '../charts/schema-facts.ts';
import { child } from '../../source/yaml-node.ts';
import { chartRule } from '../lint-rule.ts';

export const chartSchemaQuestionOptions = chartRule({
  code: 'chart-schema-question-options',
  group: 'chart-schema',
  severity: 'error',
  summary: 'the schema refuses an option of the form',
  docs: `The installation fails for those who choose the option: it is not in \`enum\` of values.schema.json, or there with another
type. \`2\` and \`"2"\` are different, and the keys of a map of options are text.`,
  *check(chart) {
    const { schema } = chart.schema;
    if (!schema) return;
    for (const question of chart.questions) {
      const at = question.keys ? schemaAt(schema, question.keys) : undefined;
      const allowed: unknown = at?.kind === 'schema' ? at.part.schema.enum : undefined;
      const isMap = child(question.node, 'options')?.kind === 'map';
      if (!Array.isArray(allowed)) continue;
      for (const option of optionsOf(question) ?? []) {
        if (option.kind !== 'scalar') continue;
        const sent = isMap ? String(option.value) : option.value;
        if (allowed.includes(sent)) continue;
        yield {
          at: isMap
            ? questionSpot(chart, question, 'options')
            : chart.spot('questions.yaml', option),
          message: `values.schema.json refuses the option ${JSON.stringify(String(sent))} of ${question.variable}`,
          hint: 'add it to enum of the schema, with the same type',
        };
      }
    }
  },
});
