import { textOfBytes } from './file-text.ts';
import {
  filteredBecause,
  ignoredDemands,
  isPreRelease,
  type Installation,
} from './filter-versions.ts';
import { findIndex, type FoundIndex, type Pause } from './find-index.ts';
import { loadDownloadedIndex, type IndexEntry } from './load-index.ts';
import {
  largestDownload,
  openChart,
  readIcon,
  type IconReading,
  type OpenedChart,
} from './open-chart.ts';
import { foldersOf, type Repository } from './repository-files.ts';

/** A version of a chart as Rancher 2 sees it. */
export interface VersionReading {
  readonly entry: IndexEntry;
  readonly opened: OpenedChart;
  /** Why it is not shown. */
  readonly filtered?: string;
  /** Constraints that cannot be parsed. */
  readonly ignored: readonly string[];
  /** Another entry of the same version comes first; this one is never installed. */
  readonly isDuplicate: boolean;
}

/** A chart as Rancher 2 lists it. */
export interface ChartReading {
  /** The key of the index. */
  readonly name: string;
  readonly displayName: string;
  /** The newest first. */
  readonly versions: readonly VersionReading[];
  /** What the dashboard preselects: the newest version that is shown and not a pre-release. */
  readonly latest?: string;
  readonly icon: IconReading;
  /** Shown only to users who ask for hidden charts. */
  readonly isHidden: boolean;
}

/** The same folder behind a web server. */
export interface DownloadReading {
  /** Why the repository fails. */
  readonly fault?: string;
  readonly charts: number;
  readonly versions: number;
  /** What cannot be downloaded, and why. */
  readonly problems: readonly string[];
}

/** What Rancher 2 makes of a repository. */
export interface RepositoryReading extends FoundIndex {
  readonly charts: readonly ChartReading[];
  readonly download: DownloadReading;
}

async function readVersions(
  entries: readonly IndexEntry[],
  on: Installation,
  open: (entry: IndexEntry) => Promise<OpenedChart>,
): Promise<VersionReading[]> {
  const known = new Set<string>();
  const versions: VersionReading[] = [];
  for (const entry of entries) {
    const filtered = filteredBecause(entry, on);
    const isDuplicate = known.has(entry.version);
    known.add(entry.version);
    versions.push({
      entry,
      opened: await open(entry),
      ...(filtered === undefined ? {} : { filtered }),
      ignored: ignoredDemands(entry),
      isDuplicate,
    });
  }
  return versions;
}

function readChart(
  name: string,
  versions: readonly VersionReading[],
  repository: Repository,
): ChartReading {
  const shown = versions.filter(({ filtered }) => filtered === undefined);
  const latest = shown.find(({ entry }) => !isPreRelease(entry.version))?.entry;
  const newest = latest ?? versions[0]?.entry;
  return {
    name,
    displayName: newest?.annotations.get('catalog.cattle.io/display-name') ?? newest?.name ?? name,
    versions,
    ...(latest ? { latest: latest.version } : {}),
    icon: readIcon(newest?.icon ?? '', repository),
    isHidden: newest?.annotations.get('catalog.cattle.io/hidden') === 'true',
  };
}

const failed = (fault: string): DownloadReading => ({
  fault,
  charts: 0,
  versions: 0,
  problems: [],
});

/** What Rancher 2 makes of the repository if a web server serves it. */
function readDownload({ files }: Repository): DownloadReading {
  const file = files.get('index.yaml');
  if (!file) return failed('there is no index.yaml at the root');
  if (file.sizeBytes > largestDownload) {
    return failed(`index.yaml is larger than ${largestDownload} bytes`);
  }
  const bytes = file.read();
  if (!bytes) return failed('index.yaml cannot be read');
  const { index, fault } = loadDownloadedIndex(textOfBytes(bytes));
  if (fault) return failed(`index.yaml: ${fault.message}`);
  const entries = [...index.charts.values()].flat();
  const problems = entries.flatMap(({ name, version, urls: [url = ''] }) => {
    const target = files.get(url);
    const isTooLarge = target && target.sizeBytes > largestDownload;
    return isTooLarge ? [`${name} ${version}: ${url} is larger than ${largestDownload} bytes`] : [];
  });
  return { charts: index.charts.size, versions: entries.length, problems };
}

/** Determines what Rancher 2 shows of a repository. */
export async function readRepository(
  repository: Repository,
  on: Installation,
  pause: Pause,
): Promise<RepositoryReading> {
  const found = await findIndex(repository, pause);
  const root = foldersOf(repository.files);
  const opened = new Map<string, OpenedChart>();
  // Each archive is read once; the folders of an index that was made of them have been loaded.
  const open = async (entry: IndexEntry): Promise<OpenedChart> => {
    await pause();
    if (found.path === undefined) return { kind: 'folder' };
    const key = JSON.stringify([entry.urls[0], entry.name, entry.version]);
    const known = opened.get(key) ?? openChart(entry, repository, root);
    opened.set(key, known);
    return known;
  };
  const charts: ChartReading[] = [];
  for (const [name, entries] of found.index.charts) {
    if (entries.length === 0) continue;
    charts.push(readChart(name, await readVersions(entries, on, open), repository));
  }
  charts.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { ...found, charts, download: readDownload(repository) };
}
