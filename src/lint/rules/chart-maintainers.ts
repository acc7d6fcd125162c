import { child } from '../../source/yaml-node.ts';
import { chartRule } from '../lint-rule.ts';

export const chartMaintainers = chartRule({
  code: 'chart-maintainers',
  group: 'chart',
  severity: 'info',
  summary: 'a chart has no maintainers',
  docs: `Users see whom to ask on the page of the chart. A maintainer has a name, and an e-mail address or a URL.`,
  *check(chart) {
    const root = chart.root('Chart.yaml');
    if (root?.kind !== 'map' || !chart.loaded.metadata) return;
    const list = child(root, 'maintainers');
    const count = list?.kind === 'list' ? list.items.length : 0;
    if (count > 0) return;
    yield {
      at: chart.spot('Chart.yaml'),
      message: `${chart.loaded.metadata.name} has no maintainers`,
      hint: 'add maintainers: a list of name and email',
    };
  },
});
