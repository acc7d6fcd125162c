import { isMap } from '../../model/json.ts';
import { wholeCondition } from '../charts/conditions.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { startOf } from '../charts/questions.ts';
import { schemaAt } from '../charts/schema-facts.ts';
import { scalarText } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

export const chartQuestionHiddenRequired = chartRule({
  code: 'chart-question-hidden-required',
  group: 'chart-questions',
  severity: 'error',
  summary: 'the schema requires a value that the form hides',
  docs: `A question with a condition is hidden at first, and its value is empty. If values.schema.json refuses an empty
value without regard to the condition, the chart cannot be installed from the form without the question. Put the limits of
the value into an \`if\` and \`then\` of the schema, with the same condition.`,
  *check(chart) {
    const { schema } = chart.schema;
    if (!schema) return;
    for (const question of chart.questions) {
      if (!question.keys || wholeCondition(question).replaceAll('\0', '') === '') continue;
      const start = startOf(question, chart.values);
      const at = schemaAt(schema, question.keys);
      if (at.kind !== 'schema' || !isMap(at.part.schema)) continue;
      const { minLength } = at.part.schema;
      if (typeof minLength !== 'number' || minLength < 1) continue;
      if (start?.kind !== 'scalar' || (scalarText(start) ?? '') !== '') continue;
      yield {
        at: questionSpot(chart, question, 'variable'),
        message: `${question.variable} is empty while it is hidden, and values.schema.json refuses an empty value`,
        hint: 'require it in the schema only if the condition holds, with if and then',
      };
    }
  },
});
