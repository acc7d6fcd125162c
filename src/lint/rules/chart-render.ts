import { isCertain, renderingSpot } from '../charts/rendering-fault.ts';
import { chartRule } from '../lint-rule.ts';

export const chartRender = chartRule({
  code: 'chart-render',
  group: 'chart-objects',
  severity: 'warning',
  summary: 'a chart cannot be rendered with its own values',
  docs: `Helm refuses an installation with the values as they are in values.yaml. That is right where a user has to give a value, and then the
rules about objects do not run. lint renders the newest version of each chart, and the one before it, with the \`helm\` on the PATH.`,
  *check(chart) {
    const { rendering } = chart;
    if (rendering?.fault === undefined || chart.loaded.fault) return;
    if (isCertain(chart, rendering.fault)) return;
    yield {
      at: renderingSpot(chart, rendering.fault),
      message: `helm template fails with the values of the chart, so rules about objects did not run: ${rendering.fault}`,
      hint: 'correct the template, or give the value a default',
    };
  },
});
