import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RenderedEntry } from '../../generate/render-entry.ts';
import type { Git } from '../../git/git.ts';
import { fileTree, type FileTree } from '../../model/file-tree.ts';
import type { LoadedEntry } from '../entries/load-entries.ts';
import { faultsOfChart } from '../entries/version-faults.ts';
import { takeCatalogSnapshot, type CatalogSnapshot } from './catalog-snapshot.ts';
import {
  planChartReleases,
  type ChartRelease,
  type ChartReleaseOptions,
  type PackedLoad,
} from './plan-chart-releases.ts';
import { planRelease, type Release, type ReleaseOptions } from './plan-release.ts';

/** An entry and what it is rendered to. */
export interface RenderedLoad {
  readonly loaded: LoadedEntry;
  readonly rendered: RenderedEntry;
}

/** What is published: entries for Rancher 1.6, and charts for Rancher 2. */
export interface Publishable {
  readonly entries: readonly RenderedLoad[];
  readonly charts: readonly PackedLoad[];
}

/** What a publication would do on top of one commit. */
export interface PublicationPlan {
  readonly snapshot: CatalogSnapshot;
  readonly releases: readonly Release[];
  readonly charts: readonly ChartRelease[];
  /** Of the releases that change something. */
  readonly writes: FileTree;
  /** The written paths that the commit has already. */
  readonly replaced: ReadonlySet<string>;
  readonly removes: readonly string[];
  /** The time of the commit; undefined if nothing that is published depends on it. */
  readonly time: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

type Options = ReleaseOptions & Pick<ChartReleaseOptions, 'allowBrokenNeighbours'>;

/** Plans a publication on top of a commit. */
export async function planPublication(
  git: Git,
  tip: string | undefined,
  { entries, charts: loads }: Publishable,
  { time, ...options }: Options & Pick<PublicationPlan, 'time'>,
): Promise<PublicationPlan> {
  const places = entries.map(({ loaded }) => loaded.entry.folder);
  const snapshot = await takeCatalogSnapshot(git, tip, places);
  const releases = entries.map(({ loaded, rendered }) =>
    planRelease(loaded, rendered, snapshot, options),
  );
  const { charts, diagnostics } = await planChartReleases(git, snapshot, loads, {
    ...options,
    created: time ?? '',
    isForBoth: entries.length > 0,
  });
  const changed = releases.filter(({ action }) => action !== 'unchanged');
  const writes = fileTree([...changed, ...charts].flatMap((each) => [...each.writes]));
  return {
    snapshot,
    releases,
    charts,
    writes,
    replaced: new Set([...writes.keys()].filter((path) => snapshot.entries.has(path))),
    removes: changed.flatMap(({ removes }) => removes),
    time,
    diagnostics: [
      ...releases.flatMap((each) => each.diagnostics),
      ...charts.flatMap((chart) =>
        faultsOfChart(
          chart.diagnostics,
          releases.find(({ name }) => name === chart.name)?.diagnostics ?? [],
        ),
      ),
      ...diagnostics,
    ],
  };
}
