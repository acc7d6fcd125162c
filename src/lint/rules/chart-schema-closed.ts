import { questionSpot } from '../charts/question-spot.ts';
import { schemaAt } from '../charts/schema-facts.ts';
import { chartRule } from '../lint-rule.ts';

export const chartSchemaClosed = chartRule({
  code: 'chart-schema-closed',
  group: 'chart-schema',
  severity: 'error',
  summary: 'the schema does not know the value of a question',
  docs: `A map of the schema has \`additionalProperties: false\` and lacks the key that the question sets. The installation fails as
soon as the form sends it.`,
  *check(chart) {
    const { schema } = chart.schema;
    if (!schema) return;
    for (const question of chart.questions) {
      const at =
        question.keys && question.keys[0] !== 'global'
          ? schemaAt(schema, question.keys)
          : undefined;
      if (at?.kind !== 'closed') continue;
      yield {
        at: questionSpot(chart, question, 'variable'),
        message: `values.schema.json refuses ${question.variable}`,
        hint: `add ${at.key} to the properties of the schema`,
      };
    }
  },
});
