import {
  child,
  isNull,
  listNode,
  mapNode,
  scalarNode,
  textNode,
  withEntries,
  type MapEntry,
  type MapNode,
  type ScalarNode,
  type YamlNode,
} from '../../source/yaml-node.ts';
import { fieldText } from '../go-text.ts';
import type { GoType } from '../go-type.ts';
import { durationSeconds, memorySize } from './go-sizes.ts';
import { serviceFields } from './service-types.ts';
import { splitCommand } from './split-command.ts';

const entry = (key: string, value: YamlNode): MapEntry => ({
  key: textNode(key, value.offset),
  value,
});

const number = (value: number, { offset }: YamlNode): ScalarNode =>
  scalarNode('int', String(value), value, true, offset);

function toNumber(node: ScalarNode, type: GoType): YamlNode {
  if (node.type === 'int' || node.type === 'float')
    return number(Math.trunc(Number(node.value)), node);
  const { text } = node;
  if (type.name === 'yaml.MemStringorInt') return number(Math.trunc(memorySize(text) ?? 0), node);
  const isDuration = type.name === 'yaml.DurationStringorInt';
  return number(Math.trunc((isDuration ? durationSeconds(text) : Number(text)) ?? 0), node);
}

/** `a=1` or `a:1` for each key of a map; a list is unchanged. */
function toParts(node: YamlNode, sign: string): YamlNode {
  if (node.kind !== 'map') return node;
  const parts = [...node.entries.values()].map(({ key, value }) =>
    textNode(
      isNull(value) ? fieldText(key) : `${fieldText(key)}${sign}${fieldText(value)}`,
      value.offset,
    ),
  );
  return listNode(parts, node.offset);
}

function toMap(node: YamlNode): YamlNode {
  if (node.kind !== 'list') return node;
  const entries = node.items.map((item) => {
    const [key = '', ...value] = fieldText(item).trim().split('=');
    return { key: textNode(key, item.offset), value: textNode(value.join('='), item.offset) };
  });
  return mapNode(entries, node.offset);
}

function toWords(node: YamlNode): YamlNode {
  if (node.kind !== 'scalar') return node;
  const split = splitCommand(fieldText(node));
  const words = 'words' in split ? split.words : [];
  return listNode(
    words.map((word) => textNode(word, node.offset)),
    node.offset,
  );
}

function toType(node: YamlNode, type: GoType): YamlNode {
  if (type.kind === 'string' && node.kind === 'scalar')
    return textNode(fieldText(node), node.offset);
  if (type.kind !== 'custom') return node;
  if (type.like === 'int') return node.kind === 'scalar' ? toNumber(node, type) : node;
  if (type.name === 'yaml.SliceorMap') return toMap(node);
  if (type.name === 'yaml.MaporEqualSlice') return toParts(node, '=');
  if (type.name === 'yaml.MaporColonSlice') return toParts(node, ':');
  if (type.name === 'yaml.Command') return toWords(node);
  if (type.name === 'yaml.Stringorslice' && node.kind === 'scalar')
    return listNode([node], node.offset);
  return node;
}

/** Values that Go omits with `omitempty`. An empty object behind a pointer is kept. */
function isZero(node: YamlNode, key: string): boolean {
  if (node.kind === 'list') return node.items.length === 0;
  if (node.kind === 'map')
    return node.entries.size === 0 && (key === 'labels' || key === 'sysctls' || key === 'metadata');
  return node.type === 'null' || node.value === 0 || node.value === false || node.text === '';
}

/** Renames the keys of version 1 to those of version 2 (config/convert.go). */
function toSecond(entries: readonly MapEntry[], offset: number): MapEntry[] {
  const names = new Set(['net', 'log_driver', 'log_opt', 'build', 'dockerfile', 'name']);
  const service = mapNode(entries, offset);
  const kept = entries.filter(({ key }) => !names.has(fieldText(key)));
  const moved = (key: string, as: string): MapEntry[] => {
    const value = child(service, key);
    return value ? [entry(as, value)] : [];
  };
  const logging = [...moved('log_driver', 'driver'), ...moved('log_opt', 'options')];
  const build = [...moved('build', 'context'), ...moved('dockerfile', 'dockerfile')];
  return [
    ...kept,
    ...moved('net', 'network_mode'),
    ...(logging.length > 0 ? [entry('logging', mapNode(logging, offset))] : []),
    ...(build.length > 0 ? [entry('build', mapNode(build, offset))] : []),
  ];
}

/**
 * A service as the executor stores it after validation: only keys with a field,
 * without empty and zero values, in the format of version 2.
 */
export function normalService(service: MapNode, version: 'v1' | 'v2'): MapNode {
  const fields = serviceFields[version];
  const entries = [...service.entries].flatMap(([name, { key, value }]) => {
    const type = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (type === undefined || isNull(value)) return [];
    const made = toType(value, type);
    return isZero(made, name) ? [] : [{ key, value: made }];
  });
  return mapNode(version === 'v1' ? toSecond(entries, service.offset) : entries, service.offset);
}

function mergeValue(existing: YamlNode, value: YamlNode): YamlNode {
  if (existing.kind === 'list' && value.kind === 'list') {
    return listNode([...existing.items, ...value.items], value.offset);
  }
  if (existing.kind === 'map' && value.kind === 'map') {
    return mapNode([...existing.entries.values(), ...value.entries.values()], value.offset);
  }
  return value;
}

/** One service over another: lists are appended, maps are merged, everything else is replaced. */
export function overlay(base: MapNode, service: MapNode): MapNode {
  const merged = new Map(base.entries);
  if (service.entries.has('image')) merged.delete('build');
  else if (service.entries.has('build')) merged.delete('image');
  for (const [name, { key, value }] of service.entries) {
    const existing = merged.get(name);
    merged.set(name, { key, value: existing ? mergeValue(existing.value, value) : value });
  }
  return withEntries(base, merged);
}

/**
 * A service of rancher-compose.yml over that of docker-compose.yml (config/merge.go, mergeConfig).
 * Odd: lb_config is written even if it does not exist, and so replaces the existing one.
 */
export function mergeService(base: MapNode, service: MapNode): MapNode {
  if (service.entries.has('lb_config')) return overlay(base, service);
  const entries = [...base.entries].filter(([name]) => name !== 'lb_config');
  return overlay(withEntries(base, new Map(entries)), service);
}
