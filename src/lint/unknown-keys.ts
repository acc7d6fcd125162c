import type { ScalarNode, YamlNode } from '../source/yaml-node.ts';
import type { GoType } from '../rancher/go-type.ts';

/** A key that Rancher drops, because the Go type of the map does not have it. */
interface UnknownKey {
  readonly key: ScalarNode;
  /** The keys that the type has. */
  readonly known: readonly string[];
}

/** The unknown keys of a value of a Go type, also in what is below it. */
export function* unknownKeys(
  node: YamlNode | undefined,
  type: GoType | undefined,
): Generator<UnknownKey> {
  if (node?.kind === 'list' && type?.kind === 'list') {
    for (const item of node.items) yield* unknownKeys(item, type.of);
  }
  if (node?.kind !== 'map' || type?.kind !== 'struct') return;
  const known = Object.keys(type.fields);
  for (const { key, value } of node.entries.values()) {
    if (key.kind !== 'scalar') continue;
    const field = Object.hasOwn(type.fields, key.text) ? type.fields[key.text] : undefined;
    if (field) yield* unknownKeys(value, field);
    else yield { key, known };
  }
}
