import {
  isNull,
  mapItems,
  mapNode,
  scalarNode,
  textNode,
  type MapEntry,
  type MapNode,
  type ScalarNode,
  type YamlNode,
} from '../../source/yaml-node.ts';
import { fieldText } from '../go-text.ts';
import type { GoFields, GoType } from '../go-type.ts';
import { serviceFields } from './service-types.ts';

const integer = (node: ScalarNode): ScalarNode => {
  const value = typeof node.value === 'bigint' ? node.value : Math.trunc(Number(node.value));
  return scalarNode('int', String(value), value, node.plain, node.offset, node.tagged);
};

/** A secret in short form has its name as the target (config/secret.go). */
function secret(node: YamlNode): YamlNode {
  if (node.kind !== 'scalar') return stored(node, secretType);
  const entries = ['source', 'target'].map((key) => ({
    key: textNode(key, node.offset),
    value: node,
  }));
  return mapNode(entries, node.offset);
}

const text: GoType = { kind: 'string', name: 'string' };
const secretType: GoType = {
  kind: 'struct',
  name: 'config.SecretReference',
  fields: { source: text, target: text, uid: text, gid: text, mode: text },
};

/** Go omits empty values of a struct (omitempty), but not an empty struct behind a pointer. */
function isEmpty(node: YamlNode): boolean {
  if (node.kind === 'list') return node.items.length === 0;
  if (node.kind === 'map') return false;
  return isNull(node) || node.value === 0 || node.value === false || node.text === '';
}

/** The fields of a Go struct: other keys are lost when the executor reads it. */
function fieldsOf(node: MapNode, fields: GoFields): MapNode {
  const entries = [...node.entries].flatMap(([name, { key, value }]): MapEntry[] => {
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (type === undefined || isNull(value)) return [];
    const made = stored(value, type);
    return isEmpty(made) ? [] : [{ key, value: made }];
  });
  return mapNode(entries, node.offset);
}

/** A value after the executor has read it into a Go type that it fits. */
function stored(node: YamlNode, type: GoType): YamlNode {
  if (type.name === 'config.SecretReferences') {
    return node.kind === 'list' ? mapItems(node, secret) : node;
  }
  if (node.kind === 'scalar') {
    if (type.kind === 'string') return textNode(fieldText(node), node.offset);
    return type.kind === 'int' && !isNull(node) ? integer(node) : node;
  }
  if (node.kind === 'list') {
    return type.kind === 'list' ? mapItems(node, (item) => stored(item, type.of)) : node;
  }
  if (type.kind === 'struct') return fieldsOf(node, type.fields);
  if (type.kind !== 'map') return node;
  const entries = [...node.entries.values()].map(({ key, value }) => ({
    key,
    value: stored(value, type.of),
  }));
  return mapNode(entries, node.offset);
}

/** A launched service as Rancher has it: below its keys too, without what the executor does not read. */
export const storedService = (service: MapNode): MapNode => fieldsOf(service, serviceFields.v2);
