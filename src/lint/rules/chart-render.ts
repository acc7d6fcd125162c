import type { ChartFacts } from '../charts/chart-facts.ts';
import type { Spot } from '../found.ts';
import { chartRule } from '../lint-rule.ts';

/** The line of a template that Helm names, or the chart. */
function templateSpot(chart: ChartFacts, fault: string): Spot {
  const [, path = '', line = ''] = /[\w.-]+\/(templates\/[^:()\s]+):(\d+)/.exec(fault) ?? [];
  const text = chart.files.get(path)?.text;
  if (text === undefined) return chart.spot('Chart.yaml');
  const before = text.split('\n').slice(0, Number(line) - 1);
  return chart.spot(
    path,
    before.reduce((offset, each) => offset + each.length + 1, 0),
  );
}

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
    yield {
      at: templateSpot(chart, rendering.fault),
      message: `helm template fails with the values of the chart, so rules about objects did not run: ${rendering.fault}`,
      hint: 'correct the template, or give the value a default',
    };
  },
});
