import type { YamlNode } from '../../../src/source/yaml-node.ts';

/** A node as plain data, as Go would have it. */
export function plain(node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries(
    [...node.entries].map(([key, { value }]) => [key.replaceAll('\0', '!'), plain(value)]),
  );
}
