import { chartRule } from '../lint-rule.ts';

export const chartUnloadable = chartRule({
  code: 'chart-unloadable',
  group: 'chart-index',
  severity: 'error',
  summary: 'Helm cannot load a chart',
  docs: `The archive or a file in it is broken, or Chart.yaml lacks a name or a version. A chart of an index.yaml is listed and
cannot be installed. A broken chart in a folder is worse: without an index.yaml, Rancher refuses the whole repository because of it
(rancher pkg/catalogv2/git/index.go).`,
  *check(chart) {
    const { fault } = chart.loaded;
    if (!fault) return;
    yield {
      at: chart.spot(fault.path, fault.offset),
      message: `Helm cannot load this chart: ${chart.files.has(fault.path) || fault.path === '' ? '' : `${fault.path}: `}${fault.message}`,
      hint:
        chart.place.kind === 'archive'
          ? 'fix the chart, and pack it again'
          : 'fix the chart, or remove the directory',
    };
  },
});
