import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { chartFolders } from '../../chart/repository/chart-form.ts';
import { indexFile } from '../../chart/repository/index-faults.ts';
import type { Git } from '../../git/git.ts';
import { readBlobs } from '../../git/objects.ts';
import { bytesOf, type FileTree } from '../../model/file-tree.ts';
import { baseName } from '../../rancher/catalog-file.ts';
import { findIndex, type FoundIndex } from '../../rancher2/find-index.ts';
import type { ChartFile, ChartFault } from '../../rancher2/load-chart.ts';
import { placeAt } from '../../source/place-at.ts';
import type { CatalogSnapshot } from './catalog-snapshot.ts';
import type { ChartRelease } from './plan-chart-releases.ts';

/** A publication of charts. */
interface Judged {
  readonly snapshot: CatalogSnapshot;
  readonly charts: readonly ChartRelease[];
  readonly writes: FileTree;
  readonly removes: readonly string[];
  /** Whether what breaks the repository for Rancher 2, and is not ours, is a warning. */
  readonly isAllowed: boolean;
}

/** A larger index.yaml is not decoded as Helm does: that takes longer than the whole publication. */
const largestDecoded = 1024 * 1024;

/** What is decoded in place of a large one. */
const anyIndex = new TextEncoder().encode('apiVersion: v1\nentries: {any: []}\n');

/** The files that Rancher 2 reads to find the charts of a repository. */
function readPaths(paths: ReadonlySet<string>): string[] {
  const folders = chartFolders(paths);
  if (folders.includes('')) return [...paths];
  const below = new Set(folders);
  const isBelow = (path: string) => {
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
      if (below.has(path.slice(0, at))) return true;
    }
    return false;
  };
  return [...paths].filter((path) => baseName(path) === indexFile || isBelow(path));
}

/** A repository as it is, or as it will be. */
class Repository {
  readonly #contents: ReadonlyMap<string, Uint8Array>;

  private constructor(contents: ReadonlyMap<string, Uint8Array>) {
    this.#contents = contents;
  }

  static async read(
    git: Git,
    { entries }: CatalogSnapshot,
    writes: FileTree,
    removes: readonly string[],
  ): Promise<Repository> {
    const gone = new Set(removes);
    const kept = [...entries.values()].filter(
      ({ path, mode }) => mode.startsWith('100') && !gone.has(path),
    );
    const paths = readPaths(new Set([...kept.map(({ path }) => path), ...writes.keys()]));
    const oids = new Map(
      paths.map((path) => [path, writes.has(path) ? '' : (entries.get(path)?.oid ?? '')]),
    );
    const blobs = await readBlobs(
      git,
      [...oids.values()].filter((oid) => oid !== ''),
    );
    const contents = paths.flatMap((path): [string, Uint8Array][] => {
      const own = writes.get(path);
      const bytes = own ? bytesOf(own) : blobs.get(oids.get(path) ?? '');
      return bytes ? [[path, bytes]] : [];
    });
    return new Repository(new Map(contents));
  }

  /** What Rancher 2 takes as the index; links are reported apart, and not looked at. */
  find(): Promise<FoundIndex> {
    const files = [...this.#contents].map(([path, bytes]): [string, ChartFile] => {
      const isLarge = baseName(path) === indexFile && bytes.length > largestDecoded;
      return [path, { sizeBytes: bytes.length, read: () => (isLarge ? anyIndex : bytes) }];
    });
    return findIndex({ files: new Map(files), links: [] }, () => undefined);
  }

  placeOf({ path, offset }: ChartFault) {
    const bytes = this.#contents.get(path);
    if (offset === undefined || bytes === undefined) return { file: path };
    return placeAt(path, new TextDecoder().decode(bytes), offset);
  }
}

/** What is wrong with the repository after the publication. */
function faultsAfter({ fault, path, skipped }: FoundIndex, charts: readonly ChartRelease[]) {
  if (fault) {
    const message = `${fault.message}; Rancher 2 refuses the whole repository`;
    return [
      { code: 'chart-repository', fault, message, hint: 'fix the chart, or remove the directory' },
    ] as const;
  }
  const instead = path === undefined ? 'reads none' : `reads ${path}`;
  const root = skipped.find((each) => each.path === indexFile);
  if (root) {
    const message = `${root.message}; Rancher 2 skips this index without a message, and ${instead} in place of it`;
    return [{ code: 'chart-index', fault: root, message, hint: 'fix it' }] as const;
  }
  if (path === undefined || path === indexFile) return [];
  const names = charts.map(({ name }) => name).join(', ');
  const message = `Rancher 2 ${instead} only, and would not list ${names}, which the repository gets as directories`;
  const hint = `move it to ${indexFile} at the root, to which charts are added, or remove it`;
  return [{ code: 'chart-index', fault: { path, message }, message, hint }] as const;
}

/** The charts of an index in a directory, which one at the root hides. */
function hiddenIndex({ path, index }: FoundIndex): Diagnostic[] {
  if (path === undefined || path === indexFile || index.charts.size === 0) return [];
  return [
    {
      code: 'chart-index',
      severity: 'error',
      message: `Rancher 2 reads the charts of ${path}, and would read ${indexFile} only`,
      at: { file: path },
      hint: `move it to ${indexFile} at the root, to which charts are added`,
    },
  ];
}

const allowed = (each: Diagnostic): Diagnostic => ({
  ...each,
  severity: 'warning',
  hint: 'it is left unchanged',
});

const withOption = (each: Diagnostic): Diagnostic => ({
  ...each,
  hint: `${each.hint ?? ''}; or publish anyway with --allow-broken-neighbours`,
});

/**
 * Why Rancher 2 would not read the charts of a repository after a publication, or would read those of others from
 * elsewhere: as `index` reports it of the same files.
 */
export async function judgeCharts(git: Git, judged: Judged): Promise<Diagnostic[]> {
  const { snapshot, charts, writes, removes, isAllowed } = judged;
  const released = charts.filter((chart) => chart.writes.size > 0);
  if (released.length === 0) return [];
  const after = await Repository.read(git, snapshot, writes, removes);
  const faults: Diagnostic[] = faultsAfter(await after.find(), released).map(
    ({ code, fault, message, hint }) => ({
      code,
      severity: 'error',
      message,
      at: after.placeOf(fault),
      hint,
    }),
  );
  const isFirst = writes.has(indexFile) && !snapshot.entries.has(indexFile);
  if (isFirst && !hasErrors(faults)) {
    const before = await Repository.read(git, snapshot, new Map(), []);
    faults.push(...hiddenIndex(await before.find()));
  }
  return faults.map(isAllowed ? allowed : withOption);
}
