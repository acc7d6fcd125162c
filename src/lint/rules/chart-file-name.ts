import { chartRule } from '../lint-rule.ts';

/** Names that Rancher reads in any case, and with both endings, and the only one that is right. */
const canonical: readonly (readonly [RegExp, string])[] = [
  [/^values\.ya?ml$/i, 'values.yaml'],
  [/^questions\.ya?ml$/i, 'questions.yaml'],
  [/^chart\.ya?ml$/i, 'Chart.yaml'],
];

export const chartFileName = chartRule({
  code: 'chart-file-name',
  group: 'chart',
  severity: 'warning',
  summary: 'Rancher and Helm read different files',
  docs: `Rancher compares names in lower case and takes \`.yml\` as well (rancher pkg/catalogv2/helm/info.go), Helm reads
values.yaml and Chart.yaml only. A form that starts with values.yml sends differences to a file that Helm does not know. Two
files for the questions are merged, and the later one wins.`,
  *check(chart) {
    for (const path of chart.files.keys()) {
      const found = canonical.find(([pattern]) => pattern.test(path));
      if (!found || found[1] === path) continue;
      const isBoth = chart.files.has(found[1]);
      yield {
        at: chart.spot(path),
        message: `Rancher reads ${path}${isBoth ? ` as well as ${found[1]}` : ''}${found[1] === 'questions.yaml' ? '' : ', and Helm does not'}`,
        hint: isBoth
          ? `move its content to ${found[1]}, and remove it`
          : `rename it to ${found[1]}`,
      };
    }
  },
});
