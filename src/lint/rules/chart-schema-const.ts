import { chartRule } from '../lint-rule.ts';

export const chartSchemaConst = chartRule({
  code: 'chart-schema-const',
  group: 'chart-schema',
  severity: 'warning',
  summary: 'a value can never be changed',
  docs: `\`const\` makes every other value an error, so the value cannot be changed by anyone who installs the chart, and a release
that has another one cannot be upgraded. Put the value into the template if users must not change it, and otherwise into values.yaml,
without a question.`,
  *check(chart) {
    const { nodeAt, parts } = chart.schema;
    for (const { schema: part, pointer, isConditional } of parts()) {
      // There it is a condition, or one of several.
      if (!('const' in part) || isConditional || pointer.length === 0) continue;
      yield {
        at: chart.spot('values.schema.json', nodeAt([...pointer, 'const'])),
        message: `${pointer.filter((key) => key !== 'properties').join('.')} cannot have another value than this`,
        hint: 'remove const',
      };
    }
  },
});
