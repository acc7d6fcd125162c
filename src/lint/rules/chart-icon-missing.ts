import { chartRule } from '../lint-rule.ts';

export const chartIconMissing = chartRule({
  code: 'chart-icon-missing',
  group: 'chart',
  severity: 'info',
  summary: 'a chart has no icon',
  docs: `Rancher shows a generic picture. \`icon\` is a URL, or \`file://\` and a path from the root of the git repository, which
also works in clusters without internet access.`,
  *check(chart) {
    const { metadata } = chart.loaded;
    if (!metadata || metadata.icon !== '') return;
    yield {
      at: chart.spot('Chart.yaml'),
      message: `${metadata.name} has no icon`,
      hint: 'add icon: file://assets/NAME.svg, and the file',
    };
  },
});
