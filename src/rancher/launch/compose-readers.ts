import { child, type YamlNode } from '../../source/yaml-node.ts';
import { decodeError, fitsInt } from '../decode-error.ts';
import { marshalledLine } from '../go-marshal.ts';
import { fieldText, goPlainText, goScalarText, goTypeName } from '../go-text.ts';
import { goString, goStruct, type GoType } from '../go-type.ts';
import { durationSeconds, memorySize } from './go-sizes.ts';
import { badConversion } from './refusal.ts';
import { splitCommand } from './split-command.ts';

/*
 * The types of the executor with their own unmarshalling code (libcompose yaml/*.go). Each
 * returns the error of that code; undefined if it accepts the value.
 */

type Read = (node: YamlNode) => string | undefined;

const custom = (name: string, like: 'int' | 'list' | 'map' | 'struct', read: Read): GoType => ({
  kind: 'custom',
  name: `yaml.${name}`,
  like,
  read,
});

/** Numbers that are too large for an int64 are read as text. */
const isNumber = (node: YamlNode) => node.kind === 'scalar' && fitsInt(node, 'int64');

const notText = (node: YamlNode) =>
  `Cannot unmarshal '${goPlainText(node)}' of type ${goTypeName(node)} into a string value`;

const isText = (node: YamlNode) => node.kind === 'scalar' && node.type === 'str';

function parseInt64(text: string): string | undefined {
  const fault = (why: string) => `strconv.ParseInt: parsing ${JSON.stringify(text)}: ${why}`;
  if (!/^[+-]?\d+$/.test(text)) return fault('invalid syntax');
  const isNegative = text.startsWith('-');
  const size = text.replace(/^[+-]?0*/, '');
  const fits = size.length < 20 && BigInt(size || '0') < 2n ** 63n + (isNegative ? 1n : 0n);
  return fits ? undefined : fault('value out of range');
}

const readInteger: Read = (node) => {
  if (node.kind !== 'scalar') return 'Failed to unmarshal StringorInt';
  return isNumber(node) ? undefined : parseInt64(fieldText(node));
};

/** Odd: go-units takes any number of dots for a number, and then cannot read it. */
const dotted = /^\d+(?:\.\d+)+/;

const readMemory: Read = (node) => {
  if (node.kind !== 'scalar') return 'Failed to unmarshal MemStringorInt';
  const text = fieldText(node);
  if (isNumber(node) || memorySize(text) !== undefined) return undefined;
  const [parts] = dotted.exec(text) ?? [];
  return parts !== undefined && memorySize(`1${text.slice(parts.length)}`) !== undefined
    ? `strconv.ParseFloat: parsing ${JSON.stringify(parts)}: invalid syntax`
    : `invalid size: '${text}'`;
};

const readDuration: Read = (node) => {
  if (node.kind !== 'scalar') return 'Failed to unmarshal DurationStringorInt';
  const text = fieldText(node);
  if (isNumber(node) || durationSeconds(text) !== undefined) return undefined;
  return `time: invalid duration ${JSON.stringify(text)}`;
};

const firstOf = (nodes: readonly YamlNode[], fault: (node: YamlNode) => string | undefined) => {
  for (const node of nodes) {
    const found = fault(node);
    if (found !== undefined) return found;
  }
  return undefined;
};

const texts = (nodes: readonly YamlNode[]) =>
  firstOf(nodes, (node) => (isText(node) ? undefined : notText(node)));

const readList: Read = (node) => {
  if (node.kind === 'scalar') return undefined;
  return node.kind === 'list' ? texts(node.items) : 'Failed to unmarshal Stringorslice';
};

const readCommand: Read = (node) => {
  if (node.kind === 'list') return texts(node.items);
  if (node.kind === 'map') return 'Failed to unmarshal Command';
  const split = splitCommand(goScalarText(node));
  return 'fault' in split ? split.fault : undefined;
};

const readLabels: Read = (node) => {
  if (node.kind === 'list') return texts(node.items);
  if (node.kind === 'scalar') return 'Failed to unmarshal SliceorMap';
  const entries = [...node.entries.values()];
  return texts(entries.flatMap(({ key, value }) => [key, value]));
};

const isPart = (node: YamlNode) =>
  node.kind === 'scalar' &&
  (node.type === 'str' || node.type === 'null' || (node.type === 'int' && isNumber(node)));

const readParts: Read = (node) => {
  if (node.kind === 'list') return texts(node.items);
  if (node.kind === 'scalar') return 'Failed to unmarshal MaporSlice';
  return firstOf(
    [...node.entries.values()].flatMap(({ key, value }) => [key, value]),
    (part) => (isPart(part) ? undefined : notText(part)),
  );
};

const readExternal: Read = (node) => {
  if (node.kind === 'map' || (node.kind === 'scalar' && node.type === 'bool')) return undefined;
  const shown = node.kind === 'scalar' ? `!!${node.type} \`${node.text}\`` : '!!seq';
  return `yaml: unmarshal errors:\n  line 1: cannot unmarshal ${shown} into struct { Name string }`;
};

const isInt = (node: YamlNode) => node.kind === 'scalar' && node.type === 'int';

/** Odd: names that are not lowercase letters pass the schema, so their values get here unchecked. */
const readLimits: Read = (node) => {
  if (node.kind !== 'map') return 'Failed to unmarshal Ulimit';
  for (const { value } of node.entries.values()) {
    if (isInt(value)) continue;
    if (value.kind !== 'map' || value.entries.size !== 2) return 'Failed to unmarshal Ulimit';
    for (const name of ['soft', 'hard']) {
      const limit = child(value, name);
      if (limit && !isInt(limit)) throw badConversion(goTypeName(limit), 'int', limit);
    }
  }
  return undefined;
};

const anything: Read = () => undefined;

export const stringOrInt = custom('StringorInt', 'int', readInteger);
export const memStringOrInt = custom('MemStringorInt', 'int', readMemory);
export const durationStringOrInt = custom('DurationStringorInt', 'int', readDuration);
export const stringOrSlice = custom('Stringorslice', 'list', readList);
export const goCommand = custom('Command', 'list', readCommand);
export const sliceOrMap = custom('SliceorMap', 'map', readLabels);
export const mapOrEqualSlice = custom('MaporEqualSlice', 'list', readParts);
export const mapOrColonSlice = custom('MaporColonSlice', 'list', readParts);
export const external = custom('External', 'struct', readExternal);
export const build = custom('Build', 'struct', anything);
export const networks = custom('Networks', 'struct', anything);
export const volumes = custom('Volumes', 'struct', anything);
export const ulimits = custom('Ulimits', 'struct', readLimits);

const secretReference = goStruct('config.SecretReference', {
  source: goString,
  target: goString,
  uid: goString,
  gid: goString,
  mode: custom('StringorOctalInt', 'int', readInteger),
});

/** Each entry of a list that is a map is written as YAML, and read, by itself (config/secret.go). */
const readSecrets: Read = (node) => {
  const items = node.kind === 'list' ? node.items.filter(({ kind }) => kind === 'map') : [];
  return firstOf(items, (item) => {
    const error = decodeError(item, secretReference, (part) => marshalledLine(item, part));
    return error?.message;
  });
};

export const secretReferences: GoType = {
  ...custom('', 'list', readSecrets),
  name: 'config.SecretReferences',
};
