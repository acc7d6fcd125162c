import { annotationsOf } from '../charts/annotations.ts';
import { chartRule } from '../lint-rule.ts';

/** Helm refuses longer names (helm pkg/chart/common/util, releaseNameMaxLen). */
const longest = 53;

const form = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

export const chartReleaseName = chartRule({
  code: 'chart-release-name',
  group: 'chart',
  severity: 'error',
  summary: 'the name that Rancher would give the app is not allowed',
  docs: `\`catalog.cattle.io/release-name\` and \`catalog.cattle.io/namespace\` must be names of Kubernetes: lower case, digits and
dashes. Helm refuses a release name of more than ${longest} characters, and the installation fails.`,
  *check(chart) {
    for (const { name, value, node } of annotationsOf(chart.root('Chart.yaml'))) {
      const most = name.endsWith('/release-name') ? longest : name.endsWith('/namespace') ? 63 : 0;
      if (most === 0 || value === '' || (form.test(value) && value.length <= most)) continue;
      const isLong = value.length > most;
      yield {
        at: chart.spot('Chart.yaml', node),
        message: `${value} ${isLong ? `has ${value.length} characters, more than ${most}` : 'is not a name of Kubernetes'}`,
        hint: 'use lower-case letters, digits and dashes',
      };
    }
  },
});
