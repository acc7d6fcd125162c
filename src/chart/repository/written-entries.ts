import type { MapNode, YamlNode } from '../../source/yaml-node.ts';
import type { OpenIndex } from './add-to-index.ts';
import type { ListedRelease } from './index-outline.ts';
import { parseIndex } from './parse-index.ts';

/** One version of a chart in an index.yaml, with all of its keys. */
export interface WrittenEntry extends ListedRelease {
  readonly node: YamlNode;
  /** The offset in the index of the text that the offsets of `node` are in. */
  readonly start: number;
}

const lineStart = (text: string, offset: number) => text.lastIndexOf('\n', offset - 1) + 1;

/** The list of a chart below its key. */
function listOf(root: MapNode | undefined, name: string): readonly YamlNode[] {
  const value = root?.entries.get(name)?.value;
  return value?.kind === 'list' ? value.items : [];
}

/** The versions of a chart in an index. Only its lines are parsed if the index needed no parser. */
export function writtenEntries({ text, outline, root }: OpenIndex, name: string): WrittenEntry[] {
  const entries = outline?.entries;
  const at = entries?.charts.findIndex((chart) => chart.name === name) ?? -1;
  const chart = entries?.charts[at];
  if (!chart) return [];
  if (root) {
    const all = root.entries.get('entries')?.value;
    const items = listOf(all?.kind === 'map' ? all : undefined, name);
    return items.flatMap((node, index) => {
      const release = chart.releases[index];
      return release ? [{ ...release, node, start: 0 }] : [];
    });
  }
  const next = entries?.charts[at + 1]?.offset ?? entries?.nextKey ?? text.length;
  const start = lineStart(text, chart.offset);
  const lines = text.slice(start, next === text.length ? next : lineStart(text, next));
  return listOf(parseIndex(lines).root, name).flatMap((node, index) => {
    const release = chart.releases[index];
    return release ? [{ ...release, node, start }] : [];
  });
}
