import {
  scalarNode,
  mapNode,
  listNode,
  textNode,
  type MapNode,
  type ScalarNode,
  type YamlNode,
} from '../source/yaml-node.ts';
import { goFloat32 } from './go-float.ts';
import { readHelmYaml, type YamlRead } from '../source/read-yaml.ts';

/*
 * How Helm decodes YAML: to JSON, and that into Go structs (sigs.k8s.io/yaml, then encoding/json). Names of
 * fields are compared without case. A number or bool becomes text where the target is a string, but not in
 * an embedded struct: that is why 'text' and 'exact' differ.
 */

export type Target =
  /** `text` takes numbers and bools as well, `exact` only strings. */
  | { readonly kind: 'text' | 'exact' | 'bool' | 'time' | 'anything' }
  | { readonly kind: 'list' | 'map'; readonly of: Target }
  | { readonly kind: 'struct'; readonly fields: Readonly<Record<string, Target>> };

export const text: Target = { kind: 'text' };
export const exact: Target = { kind: 'exact' };
export const bool: Target = { kind: 'bool' };
export const time: Target = { kind: 'time' };
export const anything: Target = { kind: 'anything' };
export const list = (of: Target): Target => ({ kind: 'list', of });
export const map = (of: Target): Target => ({ kind: 'map', of });
export const struct = (fields: Readonly<Record<string, Target>>): Target => ({
  kind: 'struct',
  fields,
});

/** Why a text cannot be decoded. */
export interface DecodeFault {
  readonly message: string;
  /** Position in the text, in UTF-16 units. */
  readonly offset: number;
}

/** Maps are Map, fields that are not there undefined, null of a list item or a map null. */
export type Decoded =
  | { readonly value: unknown; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: DecodeFault };

class Refusal extends Error {
  readonly offset: number;
  constructor(message: string, { offset }: YamlNode) {
    super(message);
    this.offset = offset;
  }
}

const expected = {
  text: 'text',
  exact: 'text in quotes',
  bool: 'true or false',
  time: 'a time such as "2026-01-31T00:00:00Z"',
  anything: '',
  list: 'a list',
  map: 'a map',
  struct: 'a map',
} as const;

function found(node: YamlNode): string {
  if (node.kind !== 'scalar') return `a ${node.kind}`;
  if (node.type === 'str') return 'text';
  return node.type === 'bool' ? 'true or false' : 'a number';
}

/** The name of a key in JSON. */
function keyName(key: YamlNode): string {
  if (key.kind === 'scalar' && key.type !== 'null') return String(key.value);
  throw new Refusal('a key of this map is not text', key);
}

/** A time of RFC 3339 as Go reads it: no lower case, no 30th of February. */
function isTime(written: string): boolean {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:[.,]\d+)?(?:Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.exec(
      written,
    );
  if (!match) return false;
  const [, year = '', month = '', day = ''] = match;
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return Number(day) >= 1 && Number(day) <= (days[Number(month) - 1] ?? 0);
}

/** A scalar where text is wanted (sigs.k8s.io/yaml, convertToJSONableObject). */
function textOfScalar({ type, text: written, value }: ScalarNode): string {
  if (type === 'str') return written;
  return type === 'float' ? goFloat32(Number(value)) : String(value);
}

class Decoder {
  readonly #strict: boolean;

  constructor(strict: boolean) {
    this.#strict = strict;
  }

  decode(node: YamlNode, target: Target, name: string): unknown {
    if (node.kind === 'scalar' && node.type === 'null') return null;
    switch (target.kind) {
      case 'anything':
        return this.#anything(node);
      case 'text':
      case 'exact':
      case 'time':
      case 'bool':
        return this.#scalar(node, target.kind, name);
      case 'list':
        if (node.kind !== 'list') break;
        return node.items.map((item) => this.decode(item, target.of, name));
      case 'map':
        if (node.kind !== 'map') break;
        return new Map(
          this.#entries(node).map(([key, value]) => [key, this.decode(value, target.of, key)]),
        );
      case 'struct':
        if (node.kind !== 'map') break;
        return this.#fields(node, target.fields);
    }
    throw new Refusal(`${name} is ${found(node)}; expected ${expected[target.kind]}`, node);
  }

  #scalar(node: YamlNode, kind: 'text' | 'exact' | 'time' | 'bool', name: string): unknown {
    if (node.kind === 'scalar') {
      if (kind === 'text') return textOfScalar(node);
      if (kind === 'exact' && node.type === 'str') return node.text;
      if (kind === 'bool' && node.type === 'bool') return node.value;
      if (kind === 'time' && node.type === 'str' && isTime(node.text)) return node.text;
    }
    const is = node.kind === 'scalar' && kind === 'time' ? `"${node.text}"` : found(node);
    throw new Refusal(`${name} is ${is}; expected ${expected[kind]}`, node);
  }

  /** Any value: only what JSON cannot express is a fault. */
  #anything(node: YamlNode): unknown {
    if (node.kind === 'scalar') {
      if (node.type === 'float' && !Number.isFinite(node.value)) {
        throw new Refusal(`${node.text} is not a number that JSON has`, node);
      }
      return node.value;
    }
    if (node.kind === 'list') return node.items.map((item) => this.#anything(item));
    return new Map(this.#entries(node).map(([key, value]) => [key, this.#anything(value)]));
  }

  /** In the order of JSON: by name. */
  #entries(node: MapNode): (readonly [string, YamlNode])[] {
    const [duplicate] = node.duplicates;
    if (this.#strict && duplicate) {
      throw new Refusal(`duplicate key ${keyName(duplicate.key)}`, duplicate.key);
    }
    return [...node.entries.values()].map(({ key, value }) => [keyName(key), value] as const);
  }

  #fields(node: MapNode, fields: Readonly<Record<string, Target>>): Record<string, unknown> {
    const decoded: Record<string, unknown> = {};
    for (const [key, value] of this.#entries(node).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const name = Object.hasOwn(fields, key) ? key : sameWithoutCase(fields, key);
      const target = name === undefined ? undefined : fields[name];
      if (name === undefined || target === undefined) {
        if (this.#strict) throw new Refusal(`unknown key ${key}`, value);
        this.#anything(value);
        continue;
      }
      const made = this.decode(value, target, name);
      // null leaves a field as it is.
      if (made !== null) decoded[name] = made;
    }
    return decoded;
  }
}

function sameWithoutCase(fields: Readonly<Record<string, Target>>, key: string) {
  const lower = key.toLowerCase();
  return Object.keys(fields).find((name) => name.toLowerCase() === lower);
}

/** A value of JSON as nodes. Its depth is bounded by the stack of the engine's own parser. */
function nodeOf(value: unknown): YamlNode {
  if (Array.isArray(value)) return listNode(value.map(nodeOf), 0);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, each]) => ({
      key: textNode(key, 0),
      value: nodeOf(each),
    }));
    return mapNode(entries, 0);
  }
  if (typeof value === 'string') return textNode(value, 0);
  if (typeof value === 'boolean') return scalarNode('bool', String(value), value, true, 0);
  if (typeof value === 'number') return scalarNode('float', String(value), value, true, 0);
  return scalarNode('null', '', null, true, 0);
}

function decodeNode(root: YamlNode | undefined, target: Target, strict: boolean): Decoded {
  try {
    return { value: root && new Decoder(strict).decode(root, target, 'the file') };
  } catch (error) {
    if (error instanceof Refusal) {
      return { fault: { message: error.message, offset: error.offset } };
    }
    if (error instanceof RangeError) return { fault: { message: 'nested too deep', offset: 0 } };
    throw error;
  }
}

/** Decodes the first document of a YAML text; undefined without one. `strict` refuses unknown and duplicate keys. */
export function decodeYaml(
  source: string,
  target: Target,
  strict = false,
  read: (text: string) => YamlRead = readHelmYaml,
): Decoded {
  const { root, fault } = read(source);
  return fault ? { fault } : decodeNode(root, target, strict);
}

/** Decodes a text that is JSON; undefined if it is not. Unknown keys are ignored. */
export function decodeJson(source: string, target: Target): Decoded | undefined {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return undefined;
  }
  return decodeNode(nodeOf(value), target, false);
}
