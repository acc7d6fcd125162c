import type { MapNode, ScalarNode, YamlNode } from '../../source/yaml-node.ts';
import { spotIn } from '../compose-file.ts';
import { quoteFix } from '../quote-fix.ts';
import { versionRule } from '../lint-rule.ts';

const names = { bool: 'true or false', int: 'a number', float: 'a number', null: 'null' };

interface TypedKey {
  readonly key: ScalarNode;
  /** What Rancher reads it as. */
  readonly as: string;
}

/** Collects the keys at and below a node that are not strings. */
function collect(node: YamlNode, found: TypedKey[]): void {
  if (node.kind === 'list') for (const item of node.items) collect(item, found);
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries.values()) {
    if (key.kind === 'scalar' && key.type !== 'str') found.push({ key, as: names[key.type] });
    collect(value, found);
  }
}

/**
 * Not the names of services, nor their keys: Go reads both as strings, and only what is below them with its
 * own type (executor config/merge.go, convertMap).
 */
function typedKeys(services: MapNode | undefined): TypedKey[] {
  const found: TypedKey[] = [];
  for (const { value: service } of services?.entries.values() ?? []) {
    if (service.kind !== 'map') continue;
    for (const { value } of service.entries.values()) collect(value, found);
  }
  return found;
}

export const yamlTypedKey = versionRule({
  code: 'yaml-typed-key',
  group: 'yaml',
  severity: 'error',
  summary: 'a key without quotes is not a string in YAML',
  docs: `In YAML 1.1, which Rancher reads, y, n, yes, no, on and off are true and false, and
digits are numbers, also as keys. Inside a key of a service, such as environment or labels, such a
key makes Rancher crash during the launch. Quote it. The names of services and volumes are taken as
they are written.`,
  fixable: true,
  cause: true,
  *check({ composeFiles }) {
    for (const file of composeFiles) {
      for (const { key, as } of [
        ...typedKeys(file.raw?.services),
        ...typedKeys(file.raw?.containers),
      ]) {
        yield {
          at: spotIn(file, key),
          message: `without quotes, Rancher reads the key ${key.text} as ${as}`,
          hint: `write "${key.text}"`,
          fix: file.text === file.file.text ? quoteFix(file.file, key) : undefined,
        };
      }
    }
  },
});
