import { child, type YamlNode } from '../../source/yaml-node.ts';

/**
 * The keys of a variable: `a.b`, or `a."b.c"` for keys with dots (rancher/dashboard shell/utils/object.js, splitObjectPath).
 * Undefined for a JSONPath, which begins with `$`.
 */
export function keysOf(variable: string): string[] | undefined {
  if (variable.startsWith('$')) return undefined;
  return (variable.match(/"[^"]*"|'[^']*'|[^."']+/g) ?? []).map((key) =>
    key.replaceAll(/^["']|["']$/g, ''),
  );
}

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

/** Whether two scalars print the same; numbers by their value. */
export function sameScalar(a: YamlNode | undefined, b: YamlNode | undefined): boolean {
  const [left, right] = [scalarText(a), scalarText(b)];
  return left === right;
}
