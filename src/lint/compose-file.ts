import type { YamlRead } from '../source/read-yaml.ts';
import { mapNode, textNode, type MapNode, type YamlNode } from '../source/yaml-node.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import type { LaunchedFile, ComposeRole } from '../rancher/launch/launch.ts';
import { readRawCompose, type RawCompose } from '../rancher/launch/raw-compose.ts';
import { Refusal } from '../rancher/launch/refusal.ts';
import { composeVersion } from '../rancher/read-catalog-block.ts';
import { KeptWith } from '../source/kept-with.ts';
import type { Spot } from './found.ts';

/** A compose file that is launched, as far as it can be read. */
export interface ComposeFile {
  readonly role: ComposeRole;
  readonly file: CatalogFile;
  /** After the template pass; offsets of nodes are offsets in it. */
  readonly text: string;
  readonly read: YamlRead;
  /** Before interpolation; undefined if Rancher cannot parse it. */
  readonly raw: RawCompose | undefined;
  readonly launched: LaunchedFile;
}

// A rejected file has no parsed parts in the launch, but can often be parsed anyway.
function rawOf(launched: LaunchedFile, read: YamlRead): RawCompose | undefined {
  if (launched.raw) return launched.raw;
  return launched.rendered.fault ? undefined : parts(read, launched.rendered.text);
}

function parts(read: YamlRead, text: string): RawCompose | undefined {
  try {
    return readRawCompose(read, text);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** The `services` of a file that is not of version '2', so that Rancher reads the key as a service. */
export function strayServices({ read: { root } }: Pick<ComposeFile, 'read'>): YamlNode | undefined {
  if (root?.kind !== 'map' || composeVersion(root) === '2') return undefined;
  const entry = root.entries.get('services');
  return entry?.value.kind === 'map' ? entry.key : undefined;
}

/** The file as it is meant: where only `version: '2'` is missing, as if it was there. */
export function meantRaw(file: ComposeFile): RawCompose | undefined {
  const { root } = file.read;
  const key = strayServices(file);
  if (root?.kind !== 'map' || key === undefined) return file.raw;
  const version = { key: textNode('version', key.offset), value: textNode('2', key.offset) };
  const meant = mapNode([...root.entries.values(), version], root.offset);
  return parts({ ...file.read, root: meant }, file.text);
}

/** Files of a launch, each with its parsed parts. */
export function composeFiles(
  files: readonly LaunchedFile[],
  read: (text: string) => YamlRead,
): ComposeFile[] {
  return files.map((launched) => {
    const { role, file, rendered } = launched;
    const parsed = rendered.fault ? { root: undefined, fault: undefined } : read(rendered.text);
    return {
      role,
      file,
      text: rendered.text,
      read: parsed,
      raw: rawOf(launched, parsed),
      launched,
    };
  });
}

export const spotIn = (file: ComposeFile, node: YamlNode): Spot => ({
  file: file.file,
  offset: node.offset,
  origin: file.launched.rendered.origin,
});

/** Every scalar below a node that is a value, with the keys that lead to it. */
export function* scalars(
  node: YamlNode | undefined,
  keys: readonly string[] = [],
): Generator<{ readonly node: YamlNode & { kind: 'scalar' }; readonly keys: readonly string[] }> {
  if (node === undefined) return;
  if (node.kind === 'scalar') yield { node, keys };
  else if (node.kind === 'list') for (const item of node.items) yield* scalars(item, keys);
  else {
    for (const [key, { value }] of node.entries) yield* scalars(value, [...keys, key]);
  }
}

const known = new KeptWith<YamlNode, readonly MapNode[]>();

/** Every map below a node, itself included. */
export function mapsOf(root: YamlNode | undefined): readonly MapNode[] {
  if (root === undefined) return [];
  return known.of(root, (node) => {
    const found: MapNode[] = [];
    collectMaps(node, found);
    return found;
  });
}

function collectMaps(node: YamlNode, found: MapNode[]): void {
  if (node.kind === 'scalar') return;
  if (node.kind === 'list') {
    for (const item of node.items) collectMaps(item, found);
    return;
  }
  found.push(node);
  for (const { value } of node.entries.values()) collectMaps(value, found);
}
