import { annotationsOf } from '../charts/annotations.ts';
import { chartRule } from '../lint-rule.ts';

export const chartOneInstance = chartRule({
  code: 'chart-one-instance',
  group: 'chart',
  severity: 'info',
  summary: 'a cluster can have one instance of the chart only',
  docs: `With both annotations, \`namespace\` and \`release-name\`, Rancher fixes the place and the name of the app, and offers an
upgrade instead of a second installation (rancher/dashboard shell/mixins/chart.js). That is right for parts of a cluster,
such as monitoring.`,
  *check(chart) {
    const set = annotationsOf(chart.root('Chart.yaml')).filter(
      ({ name, value }) => /\/(?:namespace|release-name)$/.test(name) && value !== '',
    );
    const [first] = set;
    if (set.length < 2 || !first) return;
    yield {
      at: chart.spot('Chart.yaml', first.node),
      message: 'with both namespace and release-name a cluster can have this chart only once',
      hint: 'remove the annotation release-name, unless that is intended',
    };
  },
});
