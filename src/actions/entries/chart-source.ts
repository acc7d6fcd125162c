import type { ChartSource } from '../../chart/chart-source.ts';
import type { Blueprint } from '../../generate/check-blueprint.ts';

/** The parts of a blueprint that a chart is made of. */
export const chartSourceOf = ({ files, schema }: Blueprint): ChartSource => ({
  metadata: files.metadata,
  chart: files.chart,
  ...(files.icon ? { icon: files.icon } : {}),
  schema,
});

/** Whether a blueprint has a form for Rancher 2. */
export const hasChart = ({ files }: Blueprint): boolean => files.chart.size > 0;
