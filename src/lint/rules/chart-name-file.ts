import { child } from '../../source/yaml-node.ts';
import { baseName } from '../../rancher/catalog-file.ts';
import { parseChartVersion } from '../../rancher2/chart-version.ts';
import type { ChartFacts } from '../charts/chart-facts.ts';
import { chartRule } from '../lint-rule.ts';

/** The name that the file or folder of a chart has, and the one it should have. */
function namesOf({ place, folder, loaded }: ChartFacts): readonly (readonly [string, string])[] {
  const { name, version } = loaded.metadata ?? { name: '', version: '' };
  if (place.kind === 'archive') {
    const file: readonly [string, string] = [baseName(place.path), `${name}-${version}.tgz`];
    return folder === undefined ? [file] : [file, [folder, name]];
  }
  const steps = place.path.split('/');
  const last = steps.at(-1) ?? '';
  // charts/NAME/VERSION
  const own = parseChartVersion(last) ? steps.at(-2) : last;
  return own === undefined || own === '' ? [] : [[own, name]];
}

export const chartNameFile = chartRule({
  code: 'chart-name-file',
  group: 'chart',
  severity: 'warning',
  summary: 'a chart is not in a file or directory of its name',
  docs: `Helm packs a chart as \`NAME-VERSION.tgz\`, with a directory NAME in it, and \`helm lint\` expects a directory of that
name. Rancher itself reads the name in Chart.yaml only, so the chart is found under another name than that of its
file.`,
  *check(chart) {
    if (!chart.loaded.metadata) return;
    for (const [found, wanted] of namesOf(chart)) {
      if (found === wanted || found.replaceAll('_', '+') === wanted) continue;
      yield {
        at: chart.spot('Chart.yaml', child(chart.root('Chart.yaml'), 'name')),
        message: `this chart is in ${found}; expected ${wanted}`,
        hint: `rename it to ${wanted}`,
      };
    }
  },
});
