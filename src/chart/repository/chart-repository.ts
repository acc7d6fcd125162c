import compare from 'semver/functions/compare.js';
import valid from 'semver/functions/valid.js';
import { chartLimits, readArchive } from '../../archive/read-archive.ts';
import { fileTree, type FileTree, type TreeFile } from '../../model/file-tree.ts';
import { child } from '../../source/yaml-node.ts';
import { archivePath } from './chart-release.ts';
import { chartFolders } from './chart-form.ts';
import { indexFile } from './index-faults.ts';
import { parseIndex } from './parse-index.ts';
import type { IndexOutline } from './index-outline.ts';

/** A repository in one commit. */
export interface ChartRepository {
  /** Path → mode of git: `100644`, `100755`, `120000` a link, `160000` a submodule. */
  readonly modes: ReadonlyMap<string, string>;
  /** The contents of `wantedPaths`. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
}

/** A version of a chart that a repository has. */
export interface ReleasedChart {
  readonly version: string;
  /** Of its archive or its folder. */
  readonly path: string;
  /** Its files; undefined if they are elsewhere, or cannot be read. */
  files(): FileTree | undefined;
}

/** The highest of some versions, by Helm's order; those that Helm does not read do not count. */
export const newestVersion = (released: readonly Pick<ReleasedChart, 'version'>[]) =>
  released
    .map(({ version }) => version)
    .filter((version) => valid(version) !== null)
    .sort(compare)
    .at(-1);

const isOwnArchive = (path: string, names: readonly string[]) =>
  path.startsWith('assets/') &&
  names.some((name) => path.startsWith(`assets/${name}-`) || path.startsWith(`assets/${name}.`));

/** The files whose contents the plan of charts with these names depends on. */
export function wantedPaths(paths: Iterable<string>, names: readonly string[]): string[] {
  const all = [...paths];
  const folders = all.includes(indexFile) ? [] : chartFolders(all);
  const own = folders.filter((folder) => folder.split('/').some((part) => names.includes(part)));
  return all.filter(
    (path) =>
      path === indexFile ||
      isOwnArchive(path, names) ||
      (path.endsWith('Chart.yaml') && folders.some((folder) => path === `${folder}/Chart.yaml`)) ||
      own.some((folder) => path.startsWith(`${folder}/`)),
  );
}

function unpack(bytes: Uint8Array | undefined, name: string): FileTree | undefined {
  const files = bytes && readArchive(bytes, chartLimits).value;
  if (!files) return undefined;
  const below = [...files].filter(([path]) => path.startsWith(`${name}/`));
  return fileTree(below.map(([path, file]) => [path.slice(name.length + 1), file] as const));
}

/** The versions of a chart that are listed in an index. */
export function listedCharts(
  { contents }: ChartRepository,
  { entries }: IndexOutline,
  name: string,
): ReleasedChart[] {
  const chart = entries?.charts.find((each) => each.name === name);
  return (chart?.releases ?? []).flatMap(({ version }) => {
    if (version === undefined) return [];
    const path = archivePath(name, version);
    return [{ version, path, files: () => unpack(contents.get(path), name) }];
  });
}

function filesBelow({ modes, contents }: ChartRepository, folder: string): FileTree {
  const files = [...contents].flatMap(([path, content]): [string, TreeFile][] => {
    if (!path.startsWith(`${folder}/`)) return [];
    const mode = modes.get(path) === '100755' ? 0o755 : 0o644;
    return [[path.slice(folder.length + 1), { content, mode }]];
  });
  return fileTree(files);
}

const decoder = new TextDecoder();

/** The versions of a chart in folders. */
export function unpackedCharts(repository: ChartRepository, name: string): ReleasedChart[] {
  return chartFolders(repository.modes.keys()).flatMap((folder) => {
    const bytes = repository.contents.get(`${folder}/Chart.yaml`);
    const root = bytes && parseIndex(decoder.decode(bytes)).root;
    const [own, version] = ['name', 'version'].map((key) => {
      const value = child(root, key);
      return value?.kind === 'scalar' ? value.text : undefined;
    });
    if (own !== name || version === undefined) return [];
    return [{ version, path: folder, files: () => filesBelow(repository, folder) }];
  });
}
