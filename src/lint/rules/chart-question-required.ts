import { isMap } from '../../model/json.ts';
import type { ChartFacts } from '../charts/chart-facts.ts';
import { questionSpot } from '../charts/question-spot.ts';
import { startOf, textOf, type FormQuestion } from '../charts/questions.ts';
import { schemaAt } from '../charts/schema-facts.ts';
import { scalarText } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

/** Types that the form never leaves empty. */
const neverEmpty = new Set(['boolean']);

/** Keywords that an empty or missing value breaks. */
const demands = ['minLength', 'pattern', 'enum', 'const', 'format', 'minimum'];

/** Whether the schema or a template may refuse the value that the form leaves empty. */
function isChecked(chart: ChartFacts, { keys = [] }: FormQuestion): boolean {
  const { schema } = chart.schema;
  const at = schema && schemaAt(schema, keys);
  if (at?.kind === 'unknown') return true;
  if (at?.kind === 'schema' && isMap(at.part.schema)) {
    const { schema: own } = at.part;
    if (demands.some((key) => own[key] !== undefined)) return true;
  }
  const { templates } = chart;
  const last = keys.at(-1) ?? '';
  return templates.includes(last) && /\b(?:required|fail)\b/.test(templates);
}

export const chartQuestionRequired = chartRule({
  code: 'chart-question-required',
  group: 'chart-questions',
  severity: 'warning',
  summary: 'a required question can be left empty',
  docs: `\`required\` draws a star at the field and nothing else: Rancher installs the chart without a value
(rancher/dashboard#5754, rancher/rancher#46687). It is reported where the value is empty at the start, and neither
values.schema.json nor a template could refuse it.`,
  *check(chart) {
    for (const question of chart.questions) {
      if (textOf(question, 'required') !== 'true' || neverEmpty.has(question.type)) continue;
      if (!question.keys) continue;
      const start = startOf(question, chart.values);
      if (start && start.kind !== 'scalar') continue;
      if ((scalarText(start) ?? '') !== '' || isChecked(chart, question)) continue;
      yield {
        at: questionSpot(chart, question, 'required'),
        message: `Rancher installs the chart without ${question.variable}: required is not enforced`,
        hint: 'add minLength: 1 to values.schema.json, or use required in the template',
      };
    }
  },
});
