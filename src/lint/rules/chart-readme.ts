import { chartRule } from '../lint-rule.ts';

export const chartReadme = chartRule({
  code: 'chart-readme',
  group: 'chart',
  severity: 'warning',
  summary: 'a chart has no README.md',
  docs: `The page of the chart shows README.md, and without one it is empty (rancher/dashboard shell/pages/c/_cluster/apps/charts/chart.vue).
The case of the name does not matter. Hidden charts are not reported.`,
  *check(chart) {
    const { metadata } = chart.loaded;
    if (!metadata || metadata.annotations.get('catalog.cattle.io/hidden') === 'true') return;
    if ([...chart.files.keys()].some((path) => path.toLowerCase() === 'readme.md')) return;
    yield {
      at: chart.spot('Chart.yaml'),
      message: `${metadata.name} has no README.md, so its page in Rancher is empty`,
      hint: 'add README.md beside Chart.yaml',
    };
  },
});
