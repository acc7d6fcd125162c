import { chartRule } from '../lint-rule.ts';

export const chartSchemaDraft = chartRule({
  code: 'chart-schema-draft',
  group: 'chart-schema',
  severity: 'warning',
  summary: 'the schema is of a draft that Helm 3.17 does not know',
  docs: `Rancher up to 2.11 has Helm 3.17, whose library knows the drafts 4, 6 and 7. It reads a schema of another draft as one of
these, and ignores the new keywords, such as \`$defs\` beside a \`$ref\`, \`dependentRequired\` or \`prefixItems\`. Draft 7 is read by all.`,
  *check(chart) {
    const { schema, nodeAt } = chart.schema;
    const draft = schema?.$schema;
    if (typeof draft !== 'string' || /draft-0[467]\/schema#?$/.test(draft)) return;
    yield {
      at: chart.spot('values.schema.json', nodeAt(['$schema'])),
      message: `Helm 3.17 does not know the draft ${draft}`,
      hint: 'use http://json-schema.org/draft-07/schema#',
    };
  },
});
