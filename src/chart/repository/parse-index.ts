import { readHelmYaml } from '../../source/read-yaml.ts';
import type { YamlFault } from '../../source/yaml-fault.ts';
import {
  child,
  isNull,
  type MapEntry,
  type MapNode,
  type YamlNode,
} from '../../source/yaml-node.ts';
import type { IndexOutline, ListedChart, ListedEntries, ListedRelease } from './index-outline.ts';

/** An index.yaml as a YAML parser reads it. */
export interface ParsedIndex {
  /** Undefined if the text is not YAML, or not a map. */
  readonly root: MapNode | undefined;
  readonly fault: YamlFault | undefined;
}

const textOf = (node: YamlNode | undefined) =>
  node?.kind === 'scalar' && !isNull(node) ? node.text : undefined;

const written = ({ entries }: MapNode): MapEntry[] =>
  [...entries.values()].sort((a, b) => a.key.offset - b.key.offset);

const keyText = ({ key }: MapEntry) => (key.kind === 'scalar' ? key.text : '');

function releaseOf(node: YamlNode): ListedRelease {
  const [version, digest] = [textOf(child(node, 'version')), textOf(child(node, 'digest'))];
  return { version, digest, offset: node.offset };
}

function chartOf(entry: MapEntry): ListedChart {
  const { key, value } = entry;
  return {
    name: keyText(entry),
    offset: key.offset,
    listOffset: isNull(value) ? undefined : value.offset,
    isList: value.kind === 'list' || isNull(value),
    releases: value.kind === 'list' ? value.items.map(releaseOf) : [],
  };
}

function entriesOf(root: MapNode): ListedEntries | undefined {
  const entry = root.entries.get('entries');
  if (!entry) return undefined;
  const { key, value } = entry;
  const after = written(root).find((other) => other.key.offset > key.offset);
  return {
    offset: key.offset,
    mapOffset: isNull(value) ? undefined : value.offset,
    isMap: value.kind === 'map' || isNull(value),
    charts: value.kind === 'map' ? written(value).map(chartOf) : [],
    nextKey: after?.key.offset,
  };
}

/** Reads a whole index.yaml with the YAML parser. */
export function parseIndex(text: string): ParsedIndex {
  const { root, fault } = readHelmYaml(text);
  return { root: root?.kind === 'map' ? root : undefined, fault };
}

/** The outline of a parsed index.yaml. */
export function outlineOf(root: MapNode): IndexOutline {
  const version = child(root, 'apiVersion');
  const text = textOf(version);
  const entry = root.entries.get('apiVersion');
  return {
    apiVersion: text === undefined || !entry ? undefined : { text, offset: entry.key.offset },
    entries: entriesOf(root),
  };
}
