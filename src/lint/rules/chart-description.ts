import { chartRule } from '../lint-rule.ts';

export const chartDescription = chartRule({
  code: 'chart-description',
  group: 'chart',
  severity: 'info',
  summary: 'a chart has no description',
  docs: `Rancher shows the description below the name of the chart in its list.`,
  *check(chart) {
    const { metadata } = chart.loaded;
    if (!metadata || metadata.description !== '') return;
    yield {
      at: chart.spot('Chart.yaml'),
      message: `${metadata.name} has no description`,
      hint: 'add description: one sentence on what the chart installs',
    };
  },
});
