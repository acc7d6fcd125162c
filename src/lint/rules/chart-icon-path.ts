import { repositoryPath } from '../../rancher2/open-chart.ts';
import { child } from '../../source/yaml-node.ts';
import { chartRule } from '../lint-rule.ts';

export const chartIconPath = chartRule({
  code: 'chart-icon-path',
  group: 'chart',
  severity: 'warning',
  summary: 'Rancher cannot read the icon of a chart',
  docs: `Everything that is not an http or https URL is a path from the root of the git repository, with or without \`file://\`
(rancher pkg/catalogv2/git/content.go): neither from the folder of the chart, nor in its archive. A \`data:\` URI is taken as
a file name as well.`,
  *check(chart) {
    const icon = chart.loaded.metadata?.icon ?? '';
    if (icon === '' || /^https?:\/\//i.test(icon)) return;
    const isData = /^data:/i.test(icon);
    if (!isData && !chart.place.inRepository) return;
    const path = isData ? undefined : repositoryPath(icon);
    if (path !== undefined && chart.exists(path)) return;
    yield {
      at: chart.spot('Chart.yaml', child(chart.root('Chart.yaml'), 'icon')),
      message: isData
        ? 'the icon is a data: URI, which Rancher reads as a file name'
        : `the icon ${icon} is not a file of the repository`,
      hint: isData
        ? 'add the picture to the repository, and write file:// and its path'
        : 'write file:// and the path from the root of the repository',
    };
  },
});
