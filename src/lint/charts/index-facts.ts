import { loadIndex, type LoadedIndex } from '../../rancher2/load-index.ts';
import { repositoryPath } from '../../rancher2/open-chart.ts';
import type { Repository } from '../../rancher2/repository-files.ts';
import { baseName } from '../../rancher/catalog-file.ts';
import { textOfBytes } from '../../rancher2/file-text.ts';
import { readHelmYaml } from '../../source/read-yaml.ts';
import { child, type MapNode, type YamlNode } from '../../source/yaml-node.ts';
import type { Spot } from '../found.ts';
import { ChartText } from './chart-file.ts';
import { scalarText } from './value-path.ts';

/** An entry of an index.yaml as it is written. */
export interface IndexItem {
  readonly node: MapNode;
  /** The key that the entry is below. */
  readonly chart: string;
  readonly name: string;
  readonly version: string;
  /** The first URL, the only one that is used; '' if there is none. */
  readonly url: string;
  /** The path in the repository that the URL means; undefined if it is elsewhere. */
  readonly path: string | undefined;
}

/** The index.yaml of a repository. */
export interface IndexFacts {
  readonly file: ChartText;
  readonly loaded: LoadedIndex;
  readonly items: readonly IndexItem[];
}

export const isHttp = (url: string) => /^https?:\/\//i.test(url);

function itemOf(chart: string, node: YamlNode): IndexItem[] {
  if (node.kind !== 'map') return [];
  const urls = child(node, 'urls');
  const url = scalarText(urls?.kind === 'list' ? urls.items[0] : undefined) ?? '';
  const path = url === '' || isHttp(url) ? undefined : repositoryPath(url);
  return [
    {
      node,
      chart,
      name: scalarText(child(node, 'name')) ?? '',
      version: scalarText(child(node, 'version')) ?? '',
      url,
      path,
    },
  ];
}

/** The entries of an index in the order of its text. */
function itemsOf(root: YamlNode | undefined): IndexItem[] {
  const entries = child(root, 'entries');
  if (entries?.kind !== 'map') return [];
  return [...entries.entries].flatMap(([chart, { value }]) =>
    value.kind === 'list' ? value.items.flatMap((item) => itemOf(chart, item)) : [],
  );
}

function readIndex(
  path: string,
  file: NonNullable<ReturnType<Repository['files']['get']>>,
): IndexFacts {
  const bytes = file.read();
  const text = new ChartText(path, { sizeBytes: file.sizeBytes, read: () => bytes });
  if (!bytes) {
    const message = 'the file cannot be read, or is larger than 32 MiB';
    return { file: text, loaded: { fault: { message, offset: 0 } }, items: [] };
  }
  const source = textOfBytes(bytes);
  const read = readHelmYaml(source);
  const loaded = loadIndex(source, () => read);
  return { file: text, loaded, items: loaded.index ? itemsOf(read.root) : [] };
}

/**
 * The index of a repository: of all that load the one with the shortest path (rancher pkg/catalogv2/git/index.go). If none
 * does, the first one, with its fault. `paths` are those of files that are not in a chart.
 */
export function findIndexFacts(
  { files }: Repository,
  paths: readonly string[],
): IndexFacts | undefined {
  const named = paths
    .filter((path) => baseName(path) === 'index.yaml')
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  let first: IndexFacts | undefined;
  for (const path of named) {
    const file = files.get(path);
    const read = file && readIndex(path, file);
    if (read?.loaded.index) return read;
    first ??= read;
  }
  return first;
}

/** Where an entry of an index is, or the value of one of its keys. */
export const indexSpot = ({ file }: IndexFacts, { node }: IndexItem, key?: string): Spot => ({
  file,
  offset: ((key === undefined ? undefined : child(node, key)) ?? node).offset,
});
