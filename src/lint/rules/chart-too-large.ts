import { chartRule } from '../lint-rule.ts';

/** Kubernetes stores no larger Secret. */
const largest = 1024 * 1024;

export const chartTooLarge = chartRule({
  code: 'chart-too-large',
  group: 'chart',
  severity: 'error',
  summary: 'an archive is too large to be installed by Rancher',
  docs: `Rancher passes the archive and the values to Helm in one Secret (rancher pkg/catalogv2/helmop/operation.go), and
Kubernetes stores at most 1 MiB in one. Helm's own record of the release has the same limit. Remove what is not needed at
run time with .helmignore: tests, pictures, values of examples.`,
  *check(chart) {
    const size = chart.archive?.length ?? 0;
    if (size <= largest) return;
    yield {
      at: chart.spot('Chart.yaml'),
      message: `the archive has ${size} bytes; Rancher can install at most ${largest}`,
      hint: 'leave files out with .helmignore',
    };
  },
});
