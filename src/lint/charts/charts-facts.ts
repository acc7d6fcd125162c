import type { Repository } from '../../rancher2/repository-files.ts';
import { chartFolder } from '../../rancher2/load-chart.ts';
import { sortNewestFirst } from '../../rancher2/load-index.ts';
import { findIndexFacts, type IndexFacts, type IndexItem } from './index-facts.ts';
import type { ChartPlace } from './chart-facts.ts';

/** A repository of charts, or one chart. */
export interface ChartsFacts {
  readonly repository: Repository;
  /** Whether it is a repository; otherwise the root is a chart, or a folder of a repository. */
  readonly isRepository: boolean;
  readonly index: IndexFacts | undefined;
  /** The charts to read: those of the index, and those in folders that it does not list. */
  readonly places: readonly ChartPlace[];
  /** Archives beside those of the index that it does not list. */
  readonly unlisted: readonly string[];
  /** Why rules about objects did not run. @default they did */
  readonly notRendered?: NotRendered | undefined;
}

/** Why charts were not rendered. */
export interface NotRendered {
  /** A clause. */
  readonly reason: string;
  readonly hint: string;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Folders with a Chart.yaml, but for those in other charts. */
function chartFolders(paths: Iterable<string>): string[] {
  const found = [...paths].filter((path) => /(?:^|\/)Chart\.yaml$/.test(path)).map(folderOf);
  const all = new Set(found);
  return found.filter((path) => {
    if (path !== '' && all.has('')) return false;
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
      if (all.has(path.slice(0, at))) return false;
    }
    return true;
  });
}

function isIn(path: string, folders: ReadonlySet<string>): boolean {
  if (folders.has('')) return true;
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
    if (folders.has(path.slice(0, at))) return true;
  }
  return false;
}

/** The entries of an index by the archive or folder that they lead to. */
function itemsByPath(items: readonly IndexItem[]): ReadonlyMap<string, IndexItem[]> {
  const byPath = new Map<string, IndexItem[]>();
  for (const item of items) {
    if (item.path === undefined) continue;
    const list = byPath.get(item.path);
    if (list) list.push(item);
    else byPath.set(item.path, [item]);
  }
  return byPath;
}

const keyOf = ({ name, version }: { readonly name: string; readonly version: string }) =>
  `${name}\0${version}`;

/** The entry of the newest version of each chart, with the one before it. */
function newestOf(items: readonly IndexItem[]): ReadonlyMap<IndexItem, IndexItem | undefined> {
  const byChart = new Map<string, IndexItem[]>();
  for (const item of items) {
    const list = byChart.get(item.chart);
    if (list) list.push(item);
    else byChart.set(item.chart, [item]);
  }
  return new Map(
    [...byChart.values()].flatMap((list) => {
      const [first, second] = sortNewestFirst(list);
      return first ? [[first, second] as const] : [];
    }),
  );
}

/** What is to be linted in a folder; undefined if nothing in it is meant for Rancher 2. */
export function chartsIn(repository: Repository, hasGit: boolean): ChartsFacts | undefined {
  const { files } = repository;
  const folders = chartFolders(files.keys());
  const inCharts = new Set(folders);
  const outside = [...files.keys()].filter((path) => !isIn(path, inCharts));
  const index = findIndexFacts(repository, outside);
  if (!index && folders.length === 0) return undefined;
  const isRepository = index !== undefined || (hasGit && !inCharts.has(''));
  const items = index?.items ?? [];
  const byPath = itemsByPath(items);
  const listed = new Set(items.map(keyOf));
  const newest = newestOf(items);
  const ageOf = (of: readonly IndexItem[]) => {
    const item = of.find((each) => newest.has(each));
    const before = item && newest.get(item);
    const isThere = before?.path !== undefined && files.has(before.path);
    return {
      isNewest: of.length === 0 || item !== undefined,
      previous:
        isThere && before.path !== undefined
          ? { path: before.path, version: before.version }
          : undefined,
    };
  };
  const common = { inRepository: isRepository, index: index?.file };
  const archives = [...byPath].flatMap(([path, of]): ChartPlace[] =>
    files.has(path)
      ? [
          {
            path,
            kind: 'archive',
            items: of,
            ...ageOf(of),
            ...common,
          },
        ]
      : [],
  );
  const unpacked = folders.flatMap((path): ChartPlace[] => {
    const of = byPath.get(path) ?? [];
    const chart = chartFolder(files.get(path === '' ? 'Chart.yaml' : `${path}/Chart.yaml`));
    // Rancher offers the archive, which was made of this folder.
    if (of.length === 0 && chart && listed.has(keyOf(chart))) return [];
    return [
      {
        path,
        kind: 'folder',
        items: of,
        ...ageOf(of),
        ...common,
      },
    ];
  });
  const beside = new Set(archives.map(({ path }) => folderOf(path)));
  const unlisted = outside.filter(
    (path) => path.endsWith('.tgz') && beside.has(folderOf(path)) && !byPath.has(path),
  );
  return { repository, isRepository, index, places: [...archives, ...unpacked], unlisted };
}
