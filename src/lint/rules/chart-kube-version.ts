import { annotationsOf } from '../charts/annotations.ts';
import { scalarText } from '../charts/value-path.ts';
import { parseChartVersion } from '../../rancher2/chart-version.ts';
import { parseConstraint } from '../../rancher2/version-constraint.ts';
import { child } from '../../source/yaml-node.ts';
import { chartRule } from '../lint-rule.ts';

/** Versions of Kubernetes with the suffix that some distributions have. */
const suffixed = Array.from({ length: 60 }, (_, minor) => parseChartVersion(`v1.${minor}.9-gke.1`));
const plain = Array.from({ length: 60 }, (_, minor) => parseChartVersion(`v1.${minor}.9`));

/** By the text of the constraint: all versions of a chart have the same. */
const known = new Map<string, boolean>();

/** Constraints that are kept. */
const mostKnown = 1000;

/** Whether a constraint accepts a release of Kubernetes, but not the same release with a suffix. */
function hidesSuffix(constraint: string): boolean {
  const fits = parseConstraint(constraint);
  if (!fits) return false;
  return plain.some((version, minor) => {
    const other = suffixed[minor];
    return version && other && fits(version, 'each') && !fits(other, 'each');
  });
}

export const chartKubeVersion = chartRule({
  code: 'chart-kube-version',
  group: 'chart',
  severity: 'warning',
  summary: 'a limit for Kubernetes leaves out clusters with a suffix in their version',
  docs: `\`v1.31.2-gke.1\` and \`v1.31.2-eks-1\` are pre-releases to Helm and Rancher, which accept a pre-release only if each
bound has a suffix as well: \`>=1.25.0-0\` (rancher pkg/catalogv2/content/content.go, Masterminds/semver). Without it, the
chart is not listed on GKE and EKS.`,
  *check(chart) {
    const root = chart.root('Chart.yaml');
    const limits = [
      { name: 'kubeVersion', node: child(root, 'kubeVersion') },
      ...annotationsOf(root).filter(({ name }) => name === 'catalog.cattle.io/kube-version'),
    ];
    for (const { name, node } of limits) {
      const text = scalarText(node);
      if (text === undefined || !node) continue;
      const isHiding = known.get(text) ?? hidesSuffix(text);
      if (known.size < mostKnown) known.set(text, isHiding);
      if (!isHiding) continue;
      yield {
        at: chart.spot('Chart.yaml', node),
        message: `${name} ${JSON.stringify(text)} leaves out versions such as v1.31.2-gke.1`,
        hint: 'add -0 to each bound, as in >=1.25.0-0',
      };
    }
  },
});
