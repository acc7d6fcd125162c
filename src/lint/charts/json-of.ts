import type { YamlNode } from '../../source/yaml-node.ts';

/** A YAML value as JSON; what is null in a map is left out, as Helm does with values, if `keepsNull` is not set. */
export function jsonOf(node: YamlNode | undefined, keepsNull = false): unknown {
  if (node === undefined) return {};
  if (node.kind === 'list') return node.items.map((each) => jsonOf(each, keepsNull));
  if (node.kind === 'scalar') {
    return typeof node.value === 'bigint' ? Number(node.value) : node.value;
  }
  return Object.fromEntries(
    [...node.entries.values()].flatMap(({ key, value }) => {
      const isAbsent = !keepsNull && value.kind === 'scalar' && value.type === 'null';
      return key.kind === 'scalar' && !isAbsent
        ? [[String(key.value), jsonOf(value, keepsNull)]]
        : [];
    }),
  );
}
