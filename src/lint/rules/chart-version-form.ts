import { child } from '../../source/yaml-node.ts';
import { chartRule } from '../lint-rule.ts';

const strict =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[\dA-Za-z.-]+)?(?:\+[\dA-Za-z.-]+)?$/;

export const chartVersionForm = chartRule({
  code: 'chart-version-form',
  group: 'chart',
  severity: 'warning',
  summary: 'the version of a chart is not of the form 1.2.3',
  docs: `Helm reads \`1.2\` and \`v1.2.3\` as versions, but \`helm lint\` and OCI registries refuse them. The dashboard compares
the texts, so \`v1.2.3\` and \`1.2.3\` are two versions there.`,
  *check(chart) {
    const { metadata } = chart.loaded;
    if (!metadata || strict.test(metadata.version)) return;
    yield {
      at: chart.spot('Chart.yaml', child(chart.root('Chart.yaml'), 'version')),
      message: `the version ${metadata.version} is not of the form MAJOR.MINOR.PATCH`,
      hint: 'write a version such as 1.2.3, without v',
    };
  },
});
