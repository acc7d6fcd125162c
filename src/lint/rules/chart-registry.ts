import { valueAt } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

const names = /\b(?:systemDefaultRegistry|imageRegistry)\b/;

export const chartRegistry = chartRule({
  code: 'chart-registry',
  group: 'chart',
  severity: 'info',
  summary: 'images are not taken from the private registry of a cluster',
  docs: `Rancher offers a registry on the installation page if \`global.cattle.systemDefaultRegistry\` or
\`global.systemDefaultRegistry\` is in values.yaml, and sends it (rancher/dashboard
shell/pages/c/_cluster/apps/charts/install.vue). Without one of them, and a template that puts it before the name of the image,
the chart does not start in a cluster without internet access. A chart with dependencies is not reported.`,
  *check(chart) {
    const { templates, values } = chart;
    if ([...chart.files.keys()].some((path) => path.startsWith('charts/'))) return;
    const at = /^\s*(?:- )?image:.*/m.exec(templates);
    if (!at || names.test(templates)) return;
    const isOffered =
      valueAt(values, ['global', 'cattle', 'systemDefaultRegistry']) ??
      valueAt(values, ['global', 'systemDefaultRegistry']);
    yield {
      at: chart.spot('values.yaml'),
      message: isOffered
        ? 'no template reads the systemDefaultRegistry of values.yaml'
        : 'images are not taken from the registry that Rancher knows for clusters without internet access',
      hint: 'add global.cattle.systemDefaultRegistry to values.yaml, and put it before the image in the templates',
    };
  },
});
