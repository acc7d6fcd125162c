import { child } from '../../source/yaml-node.ts';
import { chartRule } from '../lint-rule.ts';

export const chartAppVersion = chartRule({
  code: 'chart-app-version',
  group: 'chart',
  severity: 'warning',
  summary: 'a number in Chart.yaml is not the text that is written',
  docs: `Without quotes, \`1.10\` is the number 1.1 and \`007\` is 7: Helm and Rancher show that (sigs.k8s.io/yaml). In an index.yaml, a
number in place of a text makes the whole index unreadable.`,
  *check(chart) {
    for (const key of ['appVersion', 'version'] as const) {
      const node = child(chart.root('Chart.yaml'), key);
      if (node?.kind !== 'scalar' || (node.type !== 'float' && node.type !== 'int')) continue;
      const shown = String(node.value);
      yield {
        at: chart.spot('Chart.yaml', node),
        message: `${key} ${node.text} is a number${shown === node.text ? '' : `, and becomes ${shown}`}`,
        hint: `put it in quotes: ${key}: "${node.text}"`,
      };
    }
  },
});
