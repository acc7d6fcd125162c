import type { RenderedChart } from '../../chart/render-chart.ts';
import { planCharts, type ChartPlan } from '../../chart/repository/plan-charts.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { changelogFile } from '../../generate/same-release.ts';
import type { Git } from '../../git/git.ts';
import type { Bump, Cause } from '../../publish/cause.ts';
import { compareCharts } from '../../publish/compare-charts.ts';
import type { LoadedEntry } from '../entries/load-entries.ts';
import type { CatalogSnapshot } from './catalog-snapshot.ts';
import { readChartRepository } from './read-chart-repository.ts';

/** A chart that is to be published: its files, and the same as an archive. */
export interface PackedLoad {
  readonly loaded: LoadedEntry;
  readonly chart: RenderedChart;
  readonly archive: Uint8Array;
}

/** What publishing one chart would do to a repository. */
export interface ChartRelease extends Omit<ChartPlan, 'released'> {
  /** The version it is compared with: the latest stable one. */
  readonly after: string | undefined;
  /** The bump from that version; undefined for the first release. */
  readonly size: Bump | undefined;
  readonly causes: readonly Cause[];
}

/** What publishing all charts of a call would do. */
export interface ChartReleases {
  readonly charts: readonly ChartRelease[];
  /** About the repository. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How charts are published. */
export interface ChartReleaseOptions {
  /** The time of the commit, as `2026-11-28T09:15:00Z`. */
  readonly created: string;
  /** Causes that are ignored. */
  readonly allowed: readonly string[];
  readonly allowBrokenNeighbours: boolean;
  readonly force: boolean;
  /** For the changelog of what is released. */
  readonly note: string | undefined;
  /** Whether entries of Rancher 1.6 are published too. */
  readonly isForBoth: boolean;
}

/** A warning for a note that has no place: only the entry for Rancher 1.6 has a changelog. */
function unusedNote({ loaded }: PackedLoad, given: string | undefined): Diagnostic[] {
  if (given === undefined && loaded.note === undefined) return [];
  return [
    {
      code: 'note-unused',
      severity: 'warning',
      message: `a chart has no ${changelogFile}, so the text of ${given === undefined ? 'changelog:' : '--note'} is not written`,
      at: { file: loaded.at.file },
      hint: 'remove the text, or publish the entry for Rancher 1.6 too',
    },
  ];
}

const noCharts: ChartReleases = { charts: [], diagnostics: [] };

/** Plans the release of charts on top of a snapshot. */
export async function planChartReleases(
  git: Git,
  snapshot: CatalogSnapshot,
  loads: readonly PackedLoad[],
  options: ChartReleaseOptions,
): Promise<ChartReleases> {
  if (loads.length === 0) return noCharts;
  const { created, allowed, force, isForBoth, allowBrokenNeighbours: isBrokenAllowed } = options;
  const names = loads.map(({ chart }) => chart.name);
  const repository = await readChartRepository(git, snapshot, names);
  const releases = loads.map(({ loaded, chart, archive }) => ({
    ...chart,
    archive,
    created,
    at: loaded.at,
  }));
  const plan = planCharts(repository, releases, {
    isForBoth,
    force,
    isBrokenAllowed,
  });
  const charts = plan.plans.map(({ released, ...rest }, index): ChartRelease => {
    const release = releases[index];
    if (!release || !rest.isRelease) {
      return { ...rest, after: undefined, size: undefined, causes: [] };
    }
    const { diagnostics, ...compared } = compareCharts(release, released, allowed);
    const load = loads[index];
    const unused = load && !isForBoth ? unusedNote(load, options.note) : [];
    return { ...rest, ...compared, diagnostics: [...rest.diagnostics, ...diagnostics, ...unused] };
  });
  return { charts, diagnostics: plan.diagnostics };
}
