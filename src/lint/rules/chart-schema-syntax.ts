import { chartRule } from '../lint-rule.ts';

export const chartSchemaSyntax = chartRule({
  code: 'chart-schema-syntax',
  group: 'chart-schema',
  severity: 'error',
  summary: 'values.schema.json is not JSON',
  docs: `Helm refuses every installation. JSON has no comments and no comma after the last item. A chart in a folder makes Rancher
refuse the whole repository.`,
  *check(chart) {
    const { fault } = chart.schema;
    if (fault === undefined) return;
    const position = /position (\d+)/.exec(fault)?.[1];
    yield {
      at: chart.spot('values.schema.json', position === undefined ? undefined : Number(position)),
      message: `values.schema.json is not a JSON schema: ${fault.replace(/ \(line \d+ column \d+\)$/, '')}`,
      hint: 'correct the JSON',
    };
  },
});
