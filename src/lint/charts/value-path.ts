import { child, type YamlNode } from '../../source/yaml-node.ts';

/** The value at a path in a YAML file; undefined if there is none. */
export const valueAt = (
  root: YamlNode | undefined,
  keys: readonly string[],
): YamlNode | undefined => {
  let node = root;
  for (const key of keys) {
    node = node?.kind === 'list' ? node.items[Number(key)] : child(node, key);
  }
  return node;
};

/** The text of a scalar; undefined for anything else, and for null. */
export const scalarText = (node: YamlNode | undefined): string | undefined =>
  node?.kind === 'scalar' && node.type !== 'null' ? String(node.value) : undefined;
