import type { ChartMetadata } from './chart-metadata.ts';
import { textOfBytes } from './file-text.ts';
import { chartFolder, loadFolder, type ChartFault, type ChartFile } from './load-chart.ts';
import { loadIndex, sortNewestFirst, type ChartIndex, type IndexEntry } from './load-index.ts';
import {
  filesBelow,
  foldersOf,
  joinPath,
  sortedNames,
  type Folder,
  type Repository,
} from './repository-files.ts';

/** What Rancher takes as the index of a git repository. */
export interface FoundIndex {
  /** Why the whole repository fails; it has no charts then. */
  readonly fault: ChartFault | undefined;
  /** The index.yaml that counts; undefined if the index is made of the folders with charts. */
  readonly path: string | undefined;
  readonly index: ChartIndex;
  /** Files called index.yaml that do not load: Rancher skips them without a message. */
  readonly skipped: readonly ChartFault[];
  /** Charts in folders that are not listed because there is an index, which lacks them. */
  readonly hidden: readonly ChartFolder[];
}

/** Thrown to leave the rest of a folder, or everything. */
class Fails extends Error {
  readonly fault: ChartFault;
  constructor(fault: ChartFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Called between parts of the work, so that it can be interrupted. */
export type Pause = () => Promise<void> | undefined;

/** One walk through a repository (rancher pkg/catalogv2/git/index.go, buildOrGetIndex). */
class Walk {
  readonly built = new Map<string, IndexEntry[]>();
  readonly skipped: ChartFault[] = [];
  found: { readonly path: string; readonly index: ChartIndex } | undefined;
  readonly #pause: Pause;

  constructor(pause: Pause) {
    this.#pause = pause;
  }

  async folder(folder: Folder): Promise<void> {
    await this.#pause();
    if (this.#chart(folder)) return;
    for (const name of sortedNames(folder)) {
      const file = folder.files.get(name);
      // Odd: an index that loads ends the walk through its folder, not before what comes before it.
      if (file && name === 'index.yaml' && this.#index(joinPath(folder.path, name), file)) return;
      const deeper = folder.folders.get(name);
      if (deeper) await this.folder(deeper);
    }
  }

  /** Whether a folder is a chart, which is then packed; one that cannot be is the end. */
  #chart(folder: Folder): boolean {
    if (!chartFolder(folder.files.get('Chart.yaml'))) return false;
    const { metadata, fault } = loadFolder(filesBelow(folder));
    if (fault) throw new Fails({ ...fault, path: joinPath(folder.path, fault.path) });
    this.#add(metadata, folder.path === '' ? '.' : folder.path);
    return true;
  }

  #add(metadata: ChartMetadata, url: string): void {
    const versions = this.built.get(metadata.name) ?? [];
    this.built.set(metadata.name, versions);
    versions.push({ ...metadata, urls: [url] });
  }

  /** Whether an index.yaml loads and its path is the shortest until now. */
  #index(path: string, file: ChartFile): boolean {
    if (this.found && this.found.path.length <= path.length) return false;
    const bytes = file.read();
    if (!bytes) {
      this.skipped.push({ path, message: 'the file was not read', unchecked: true });
      return false;
    }
    const { index, fault } = loadIndex(textOfBytes(bytes));
    if (fault) this.skipped.push({ path, ...fault });
    else this.found = { path, index };
    return fault === undefined;
  }
}

/** A folder with a chart. */
export interface ChartFolder {
  readonly path: string;
  readonly name: string;
  readonly version: string;
}

/** The folders that are charts, but for those in other charts. */
function chartFolders(folder: Folder): ChartFolder[] {
  const found = chartFolder(folder.files.get('Chart.yaml'));
  if (found) return [{ path: folder.path, name: found.name, version: found.version }];
  return [...folder.folders.values()].flatMap(chartFolders);
}

/** The charts in folders of which an index has no entry. */
function hiddenBy({ charts }: ChartIndex, root: Folder): ChartFolder[] {
  const listed = new Set(
    [...charts.values()].flat().map(({ name, version }) => `${name} ${version}`),
  );
  return chartFolders(root)
    .filter(({ name, version }) => !listed.has(`${name} ${version}`))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

const noCharts: ChartIndex = { charts: new Map(), dropped: [] };

/** Determines the index of a git repository as Rancher does. */
export async function findIndex({ files, links }: Repository, pause: Pause): Promise<FoundIndex> {
  const [link] = links.toSorted();
  if (link !== undefined) {
    const message = 'this is a symbolic link';
    return failed({ path: link, message }, []);
  }
  const root = foldersOf(files);
  const walk = new Walk(pause);
  try {
    await walk.folder(root);
  } catch (error) {
    if (error instanceof Fails) return failed(error.fault, walk.skipped);
    throw error;
  }
  const { found, skipped, built } = walk;
  const charts = new Map([...built].map(([name, entries]) => [name, sortNewestFirst(entries)]));
  return {
    fault: undefined,
    path: found?.path,
    index: found?.index ?? { charts, dropped: [] },
    skipped,
    hidden: found ? hiddenBy(found.index, root) : [],
  };
}

const failed = (fault: ChartFault, skipped: readonly ChartFault[]): FoundIndex => ({
  fault,
  path: undefined,
  index: noCharts,
  skipped,
  hidden: [],
});
