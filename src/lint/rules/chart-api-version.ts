import { child } from '../../source/yaml-node.ts';
import { scalarText } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

export const chartApiVersion = chartRule({
  code: 'chart-api-version',
  group: 'chart',
  severity: 'warning',
  summary: 'apiVersion of Chart.yaml is not v2',
  docs: `Helm 3 and 4 read a chart without \`apiVersion: v2\` as one of Helm 2: dependencies in Chart.yaml and \`type\` do not
count then.`,
  *check(chart) {
    const root = chart.root('Chart.yaml');
    if (root?.kind !== 'map') return;
    const node = child(root, 'apiVersion');
    const text = scalarText(node) ?? '';
    if (text === 'v2') return;
    yield {
      at: chart.spot('Chart.yaml', node ?? root),
      message: text === '' ? 'apiVersion is missing' : `apiVersion is ${text}; expected v2`,
      hint: 'write apiVersion: v2',
    };
  },
});
