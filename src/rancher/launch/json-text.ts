import type { YamlNode } from '../../source/yaml-node.ts';

/** A value as JSON text, to find equal items. */
export function jsonText(node: YamlNode): string {
  if (node.kind === 'scalar') {
    return typeof node.value === 'string' ? JSON.stringify(node.value) : String(node.value);
  }
  if (node.kind === 'list') return `[${node.items.map(jsonText).join(',')}]`;
  // String keys only, because Rancher crashes on others before this step.
  const entries = [...node.entries].map(
    ([key, { value }]) => `${JSON.stringify(key)}:${jsonText(value)}`,
  );
  return `{${entries.sort().join(',')}}`;
}
