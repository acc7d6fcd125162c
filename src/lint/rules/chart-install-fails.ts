import { isCertain, renderingSpot } from '../charts/rendering-fault.ts';
import { chartRule } from '../lint-rule.ts';

export const chartInstallFails = chartRule({
  code: 'chart-install-fails',
  group: 'chart-objects',
  severity: 'error',
  summary: 'a chart that Helm refuses to install',
  docs: `Helm parses all templates before it uses a value: one with a syntax error, or with a function that does not exist, ends every installation.
So does a dependency of Chart.yaml that is not in the directory \`charts\`. Other errors of templates end an installation with the values as they
are in values.yaml. They are reported here unless the chart demands a value, by \`required\`, \`fail\`, its schema, or a required question without an answer:
\`chart-render\` reports those.`,
  *check(chart) {
    const { rendering } = chart;
    if (rendering?.fault === undefined || chart.loaded.fault) return;
    if (!isCertain(chart, rendering.fault)) return;
    yield {
      at: renderingSpot(chart, rendering.fault),
      message: `helm refuses to install this chart with its own values: ${rendering.fault}`,
      hint: /chart dependencies/.test(rendering.fault)
        ? 'run helm dependency update, and keep the archives in charts/'
        : 'correct the template',
    };
  },
});
