import { join } from 'node:path';
import { packChart } from '../../chart/pack-chart.ts';
import { renderChart } from '../../chart/render-chart.ts';
import { unpackedFolder } from '../../chart/repository/chart-form.ts';
import { indexFile } from '../../chart/repository/index-faults.ts';
import { planCharts, type ChartPlan } from '../../chart/repository/plan-charts.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ChartCheckout } from '../entries/chart-checkout.ts';
import { chartSourceOf } from '../entries/chart-source.ts';
import type { LoadedEntry } from '../entries/load-entries.ts';
import { checkChart, ownCodes, type MadeChart } from './check-chart.ts';
import type { EntryCheck } from './check-entry.ts';

/** How the charts of a call compare with a catalog. */
export interface ChartChecks {
  /** In the order of the entries. */
  readonly checks: readonly EntryCheck[];
  /** Below which their versions are. */
  readonly directories: readonly string[];
  /** About the repository. */
  readonly diagnostics: readonly Diagnostic[];
  /** The index.yaml, for messages about it. */
  readonly texts: ReadonlyMap<string, string>;
}

/** A diagnostic whose place in a repository is that in a checkout. */
function below(catalog: string, made: readonly MadeChart[]) {
  const inAnswers = new Set(made.map(({ loaded }) => loaded.at));
  return (diagnostic: Diagnostic): Diagnostic => {
    const { at } = diagnostic;
    if (!at || inAnswers.has(at)) return diagnostic;
    return { ...diagnostic, at: { ...at, file: join(catalog, at.file) } };
  };
}

const noCharts: ChartChecks = { checks: [], directories: [], diagnostics: [], texts: new Map() };

const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

/** The directories of the versions of charts that are not packed: those that exist, and those of the next ones. */
function directoriesOf(
  paths: ReadonlySet<string>,
  made: readonly MadeChart[],
  plans: readonly ChartPlan[],
): string[] {
  const next = made.flatMap(({ chart: { name, version } }) =>
    [false, true].map((isForBoth) => unpackedFolder(paths, name, version, isForBoth)),
  );
  const released = plans.flatMap((plan) => plan.released.map(({ path }) => path));
  return [...new Set([...next, ...released].map(parentOf))];
}

/** Checks whether `generate --catalog` would change the charts of entries, and whether what is released of them is whole. */
export function checkCharts(loads: readonly LoadedEntry[], catalog: string): ChartChecks {
  if (loads.length === 0) return noCharts;
  const made = loads.map((loaded): MadeChart => {
    const chart = renderChart(chartSourceOf(loaded.blueprint), loaded.entry);
    return { loaded, chart, ...packChart(chart, loaded.at) };
  });
  const repository = new ChartCheckout(catalog).read(made.map(({ chart }) => chart.name));
  const releases = made.map(({ loaded, chart, archive }) => ({
    ...chart,
    archive,
    created: '',
    at: loaded.at,
  }));
  const options = { isForBoth: true, force: false, isBrokenAllowed: true };
  const plan = planCharts(repository, releases, options);
  const { index } = plan;
  const placed = below(catalog, made);
  const checks = made.flatMap((each, number): EntryCheck[] => {
    const own = plan.plans[number];
    if (!own) return [];
    const { name, version } = own;
    if (index && !index.outline) {
      return [{ name, version, state: 'refused', files: [], diagnostics: [] }];
    }
    const check = checkChart(each, own, { catalog, repository, index });
    return [{ ...check, diagnostics: check.diagnostics.map(placed) }];
  });
  return {
    checks,
    directories: index
      ? ['assets']
      : directoriesOf(new Set(repository.modes.keys()), made, plan.plans),
    diagnostics: plan.diagnostics.filter(({ code }) => !ownCodes.has(code)).map(placed),
    texts: new Map(index ? [[join(catalog, indexFile), index.text]] : []),
  };
}
