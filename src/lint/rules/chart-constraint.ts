import { annotationsOf } from '../charts/annotations.ts';
import { scalarText } from '../charts/value-path.ts';
import { parseConstraint } from '../../rancher2/version-constraint.ts';
import { child } from '../../source/yaml-node.ts';
import { chartRule } from '../lint-rule.ts';

const limits = new Set(['catalog.cattle.io/kube-version', 'catalog.cattle.io/rancher-version']);

export const chartConstraint = chartRule({
  code: 'chart-constraint',
  group: 'chart',
  severity: 'warning',
  summary: 'a version constraint cannot be parsed',
  docs: `Rancher logs the constraint and ignores it, so the chart is listed for every version (rancher
pkg/catalogv2/content/content.go). Helm refuses to install a chart whose \`kubeVersion\` it cannot parse.`,
  *check(chart) {
    const root = chart.root('Chart.yaml');
    const constraints = [
      { name: 'kubeVersion', node: child(root, 'kubeVersion') },
      ...annotationsOf(root).filter(({ name }) => limits.has(name)),
    ];
    for (const { name, node } of constraints) {
      const text = scalarText(node) ?? '';
      if (!node || text === '' || parseConstraint(text)) continue;
      yield {
        at: chart.spot('Chart.yaml', node),
        message: `${name} ${JSON.stringify(text)} is not a version constraint, and is ignored`,
        hint: 'write bounds such as >=1.25.0-0 <1.35.0-0',
      };
    }
  },
});
