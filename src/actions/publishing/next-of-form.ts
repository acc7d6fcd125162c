import { renderChart } from '../../chart/render-chart.ts';
import { newestVersion, type ReleasedChart } from '../../chart/repository/chart-repository.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import {
  newestStable,
  releasedVersions,
  type ReleasedVersion,
} from '../../generate/released-versions.ts';
import { renderEntry } from '../../generate/render-entry.ts';
import { changedFiles } from '../../generate/same-release.ts';
import { filesIn, type CommittedTemplate } from '../../git/committed-template.ts';
import { programVersion } from '../../model/program-version.ts';
import { checkBump } from '../../publish/bump.ts';
import type { Cause } from '../../publish/cause.ts';
import { compareCharts } from '../../publish/compare-charts.ts';
import { chartSourceOf } from '../entries/chart-source.ts';
import type { LoadedEntry } from '../entries/load-entries.ts';
import { changesSince } from './plan-release.ts';

/** One of the forms of an entry and its released versions: the template of Rancher 1.6, or the chart. */
export interface ReleasedForm {
  readonly kind: 'entry' | 'chart';
  /** The newest released version. */
  readonly newest: string;
  /** The latest stable one, from which is upgraded. */
  readonly stable: string | undefined;
  /** Whether what would be generated is the newest version as released. */
  readonly isUnchanged: () => boolean;
  /** What changes from the stable version to this version. */
  readonly causes: (version: string) => readonly Cause[];
  /** Why `publish` refuses this version. */
  readonly faults: (version: string, allowed: readonly string[]) => readonly Diagnostic[];
}

/** The template of an entry; undefined if no version of it is released. */
export function releasedTemplate(
  loaded: LoadedEntry,
  committed: CommittedTemplate | undefined,
): ReleasedForm | undefined {
  const released = releasedVersions(committed?.template);
  const newest = released.findLast(({ version }) => version !== undefined);
  if (!committed || newest?.version === undefined) return undefined;
  const stable: ReleasedVersion | undefined = newestStable(released);
  const { blueprint, entry, at } = loaded;
  const { version: newestText } = newest;
  const render = (version: string) => renderEntry(blueprint, { ...entry, version }, programVersion);
  const causes = (version: string) => changesSince(committed, stable, render(version));
  const from = stable?.version;
  return {
    kind: 'entry',
    newest: newestText,
    stable: from,
    isUnchanged: () =>
      changedFiles(filesIn(committed.files, newest.folder), render(newestText).version, 'any')
        .length === 0,
    causes,
    faults: (version, allowed) =>
      from === undefined
        ? []
        : checkBump({ name: entry.name, from, to: version, causes: causes(version), allowed, at }),
  };
}

/** The chart of an entry; undefined if no version of it is released. */
export function releasedChart(
  { blueprint, entry, at }: LoadedEntry,
  released: readonly ReleasedChart[],
): ReleasedForm | undefined {
  const newest = newestVersion(released);
  if (newest === undefined) return undefined;
  const render = (version: string) => ({
    ...renderChart(chartSourceOf(blueprint), { ...entry, version }),
    at,
  });
  const compare = (version: string, allowed: readonly string[]) =>
    compareCharts(render(version), released, allowed);
  return {
    kind: 'chart',
    newest,
    stable: compare(entry.version, []).after,
    isUnchanged() {
      const files = released.find(({ version }) => version === newest)?.files();
      return files !== undefined && changedFiles(files, render(newest).files, 'any').length === 0;
    },
    causes: (version) => compare(version, []).causes,
    faults: (version, allowed) => compare(version, allowed).diagnostics,
  };
}
