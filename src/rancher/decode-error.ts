import { KeptWith } from '../source/kept-with.ts';
import {
  keyOf,
  type MapEntry,
  type MapNode,
  type ScalarNode,
  type YamlNode,
} from '../source/yaml-node.ts';
import { decodeJsonBytes } from '../source/yaml-bytes.ts';
import { goValueText } from './go-text.ts';
import type { GoType } from './go-type.ts';

/** Why a node cannot be read into a Go type. */
interface DecodeFault {
  readonly node: YamlNode;
  readonly message: string;
}

interface Decoded {
  /** All values of a wrong type. Messages have no line, because it depends on the text that was read. */
  readonly faults: readonly DecodeFault[];
  /** The fault that ends the reading at once; its message is the whole error. */
  readonly fatal: DecodeFault | undefined;
}

class Fatal extends Error {
  readonly fault: DecodeFault;
  constructor(node: YamlNode, message: string) {
    super(message);
    this.fault = { node, message };
  }
}

const tagOf = (node: YamlNode) => {
  if (node.kind === 'map') return '!!map';
  return node.kind === 'list' ? '!!seq' : `!!${node.type}`;
};

const encoder = new TextEncoder();

/** Of more than 10 bytes of a value, 7 are shown, which can end within a character. */
function shown(text: string): string {
  const bytes = encoder.encode(text);
  return bytes.length > 10 ? `${decodeJsonBytes(bytes.subarray(0, 7))}...` : text;
}

/** The tag and the value of a node in a message (decode.go, terror). */
function described(node: YamlNode): string {
  if (node.kind !== 'scalar') return tagOf(node);
  const { tag, text } = node.tagged ?? { tag: tagOf(node), text: node.text };
  // Odd: the value of a scalar with the tag of a collection has no quotes, and no blank before it.
  return tag === '!!seq' || tag === '!!map' ? `${tag}${text}` : `${tag} \`${shown(text)}\``;
}

const mismatch = (node: YamlNode, type: GoType): DecodeFault => ({
  node,
  message: `cannot unmarshal ${described(node)} into ${type.name}`,
});

const largestInt = 2n ** 63n - 1n;

/** Whether go-yaml decodes a scalar into an integer of a type. */
export function fitsInt({ type, value }: ScalarNode, name: string): boolean {
  if (type === 'float') return Number(value) <= 2 ** 63;
  if (type !== 'int') return false;
  if (name === 'uint') return Number(value) >= 0;
  return typeof value !== 'bigint' || value <= largestInt;
}

function fitsScalar(node: ScalarNode, type: GoType): boolean {
  if (node.type === 'null') return true;
  if (type.kind === 'string' || type.kind === 'any') return true;
  if (type.kind === 'bool') return node.type === 'bool';
  const isNumber = type.kind === 'int' || (type.kind === 'custom' && type.like === 'int');
  return isNumber && fitsInt(node, type.name);
}

/** Null, and texts that the go-yaml of 2016 reads as null before a type's own code (decode.go, prepare). */
const passesBy = (node: YamlNode) =>
  node.kind === 'scalar' && (node.type === 'null' || node.text === '' || node.text === 'null');

/**
 * The entries of a map. Of a whole file, one that a later one with the same key replaces is decoded too; a
 * part of it was decoded and written again without.
 */
const decodedEntries = ({ entries, written }: MapNode, isFile: boolean): Iterable<MapEntry> =>
  isFile && written ? written : entries.values();

class Decoder {
  readonly faults: DecodeFault[] = [];
  private readonly isFile: boolean;

  constructor(isFile: boolean) {
    this.isFile = isFile;
  }

  read(node: YamlNode, type: GoType): boolean {
    if (type.kind === 'custom' && !passesBy(node)) {
      const error = type.read(node);
      if (error !== undefined) throw new Fatal(node, error);
      return true;
    }
    if (node.kind === 'scalar') return fitsScalar(node, type) || this.fault(node, type);
    if (type.kind === 'any') return this.readAny(node);
    if (node.kind === 'list') {
      if (type.kind !== 'list') return this.fault(node, type);
      for (const item of node.items) this.read(item, type.of);
      return true;
    }
    if (type.kind === 'struct') return this.readStruct(node, type.fields);
    return type.kind === 'map' ? this.readMap(node, type.of) : this.fault(node, type);
  }

  private fault(node: YamlNode, type: GoType): false {
    this.faults.push(mismatch(node, type));
    return false;
  }

  private readKey(key: YamlNode): boolean {
    return key.kind === 'scalar' || this.fault(key, { kind: 'string', name: 'string' });
  }

  private readStruct(node: MapNode, fields: Readonly<Record<string, GoType>>): true {
    for (const { key, value } of decodedEntries(node, this.isFile)) {
      if (!this.readKey(key)) continue;
      const name = key.kind === 'scalar' ? key.text : keyOf(key);
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (field) this.read(value, field);
    }
    return true;
  }

  private readMap(node: MapNode, of: GoType): true {
    for (const { key, value } of decodedEntries(node, this.isFile)) {
      if (this.readKey(key)) this.read(value, of);
    }
    return true;
  }

  private readAny(node: YamlNode): true {
    if (node.kind === 'list') for (const item of node.items) this.readAny(item);
    if (node.kind !== 'map') return true;
    for (const { key, value } of decodedEntries(node, this.isFile)) {
      if (key.kind !== 'scalar') {
        throw new Fatal(key, `yaml: invalid map key: ${goValueText(key)}`);
      }
      this.readAny(value);
    }
    return true;
  }
}

/** Results by node and type: several of Rancher's steps read the same file. */
const known = new KeptWith<YamlNode, Map<GoType, Decoded>>();

function decode(node: YamlNode, type: GoType, isFile: boolean): Decoded {
  const ofNode = known.of(node, () => new Map<GoType, Decoded>());
  const decoded = ofNode.get(type) ?? decodeNode(node, type, isFile);
  ofNode.set(type, decoded);
  return decoded;
}

function decodeNode(node: YamlNode, type: GoType, isFile: boolean): Decoded {
  const decoder = new Decoder(isFile);
  try {
    decoder.read(node, type);
    return { faults: decoder.faults, fatal: undefined };
  } catch (error) {
    if (error instanceof Fatal) return { faults: [], fatal: error.fault };
    throw error;
  }
}

/**
 * The error that go-yaml v2 returns when it reads a node into a Go type, with the node it is about;
 * undefined when the node fits. `lineOf` gives the line of a node in the text that go-yaml read.
 * `isFile`: the node is a whole file, which was not decoded before.
 */
export function decodeError(
  node: YamlNode | undefined,
  type: GoType,
  lineOf: (node: YamlNode) => number,
  isFile = false,
): DecodeFault | undefined {
  if (node === undefined) return undefined;
  const { faults, fatal } = decode(node, type, isFile);
  const [first] = faults;
  if (fatal || !first) return fatal;
  const placed = faults.map(({ node: part, message }) => ({ line: lineOf(part), message }));
  // Written again, the keys are in another order.
  if (!isFile) placed.sort((a, b) => a.line - b.line);
  const lines = placed.map(({ line, message }) => `  line ${line}: ${message}`);
  return { node: first.node, message: `yaml: unmarshal errors:\n${lines.join('\n')}` };
}
