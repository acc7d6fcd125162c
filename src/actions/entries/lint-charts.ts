import { chartSchemaCompiler } from '../../json-schema/chart-schema.ts';
import type { ChartsFacts } from '../../lint/charts/charts-facts.ts';
import { lintChartsSteps, type LintedCharts } from '../../lint/charts/lint-charts.ts';
import type { LintSettings } from '../../lint/lint-settings.ts';
import { runBounded } from '../../process/run-bounded.ts';
import { yielding } from '../../files/yielding.ts';
import { inSteps } from './in-steps.ts';
import { renderCharts } from './render-charts.ts';

/** Longest check of values by a schema, in ms: its patterns can take any time. */
const longestCheck = 1000;

/** How charts are linted. */
interface ChartWishes extends Pick<LintSettings, 'severities' | 'ignores'> {
  /** The severities of the command line. @default none */
  readonly asked?: LintSettings['severities'];
  readonly signal: AbortSignal;
}

/** Lints the charts in a folder; those about objects are rendered by the helm on the PATH. */
export async function lintCharts(
  root: string,
  charts: ChartsFacts,
  { asked = new Map(), signal, ...settings }: ChartWishes,
): Promise<LintedCharts> {
  const rendered = await renderCharts(root, charts, settings.severities, asked, signal);
  const facts = { ...charts, notRendered: rendered.notRendered };
  const compile = await chartSchemaCompiler((check) => runBounded(check, longestCheck));
  const steps = lintChartsSteps(facts, { ...settings, compile, renderings: rendered.byPath });
  return inSteps(steps, yielding(signal));
}
