import type { RawDocument, RawMap, RawNode, RawTagged } from './raw-node.ts';
import { resolveScalar } from './resolve-scalar.ts';
import { decodeJsonBytes } from './yaml-bytes.ts';
import { MapBuilder } from './map-builder.ts';
import { YamlRefusal, type YamlFault } from './yaml-fault.ts';
import {
  listNode,
  scalarNode,
  type MapEntry,
  type MapNode,
  type ScalarNode,
  type YamlNode,
} from './yaml-node.ts';

/** Limit of the nodes that aliases add to one document. */
const maxUnfolded = 100_000;

const longPrefix = 'tag:yaml.org,2002:';
const types = new Set(['str', 'int', 'float', 'bool', 'null']);
const mergeTag = `${longPrefix}merge`;

function refuse(message: string, offset: number): never {
  throw new YamlRefusal({ message, offset });
}

/** Go's base64 without line breaks and with padding (encoding/base64, StdEncoding). */
const base64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

function binaryText(text: string, offset: number): string {
  const packed = text.replaceAll(/[\r\n]/g, '');
  if (!base64.test(packed)) refuse('!!binary value contains invalid base64 data', offset);
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return decodeJsonBytes(bytes);
}

/** A scalar with a tag (resolve.go, resolve). */
function tagged({ tag, text, offset }: RawTagged): ScalarNode {
  const name = tag.startsWith(longPrefix) ? tag.slice(longPrefix.length) : undefined;
  const written = { tag: name === undefined ? tag : `!!${name}`, text };
  if (name === undefined || name === 'binary' || name === 'str' || !types.has(name)) {
    const value = name === 'binary' ? binaryText(text, offset) : text;
    return scalarNode('str', value, value, false, offset, written);
  }
  const { type, value } = resolveScalar(text);
  if (type !== name) refuse(`cannot decode !!${type} \`${text}\` as a !!${name}`, offset);
  return scalarNode(type, text, value, true, offset, written);
}

/** What a value with a fault is to a Go type that does not decode its parts. */
function emptyLike({ kind, offset }: RawNode): YamlNode | undefined {
  if (kind === 'raw-list') return listNode([], offset);
  return kind === 'raw-map' ? new MapBuilder().node(offset) : undefined;
}

function isMerge(key: RawNode): boolean {
  if (key.kind === 'tagged') return key.text === '<<' && (key.tag === '!' || key.tag === mergeTag);
  return key.kind === 'scalar' && key.plain && key.text === '<<';
}

/** Resolves aliases, tags and merge keys, as decoding does in the go-yaml of 2016 (decode.go). */
export class YamlDecoder {
  readonly #anchors: ReadonlyMap<string, RawNode>;
  /** Names of the aliases that are being resolved. */
  readonly #open = new Set<string>();
  /** Anchored values that are resolved, with their number of nodes. */
  readonly #known = new Map<RawNode, { readonly node: YamlNode; readonly size: number }>();
  /** Nodes so far, including those of aliases. */
  #size = 0;
  #unfolded = 0;

  constructor({ anchors }: RawDocument) {
    this.#anchors = anchors;
  }

  decode(raw: RawNode): YamlNode {
    this.#size += 1;
    switch (raw.kind) {
      case 'scalar':
        return raw;
      case 'tagged':
        return tagged(raw);
      case 'alias':
        return this.#alias(raw.name, raw.offset);
      case 'raw-list':
        return listNode(
          raw.items.map((item) => this.decode(item)),
          raw.offset,
        );
      case 'raw-map':
      default:
        return this.#map(raw);
    }
  }

  /** Odd: an anchor can be defined after its alias, and of two definitions every alias has the last. */
  #alias(name: string, offset: number): YamlNode {
    const target = this.#anchors.get(name);
    if (!target) return refuse(`unknown anchor '${name}' referenced`, offset);
    if (this.#open.has(name)) refuse(`anchor '${name}' value contains itself`, offset);
    let known = this.#known.get(target);
    if (known) this.#size += known.size;
    else {
      const before = this.#size;
      this.#open.add(name);
      const node = this.decode(target);
      this.#open.delete(name);
      known = { node, size: this.#size - before };
      this.#known.set(target, known);
    }
    // An alias of a scalar takes no more than its own text.
    this.#unfolded += known.size - 1;
    if (this.#unfolded > maxUnfolded) {
      throw new YamlRefusal({ message: 'aliases expand without limit', offset, bomb: true });
    }
    return known.node;
  }

  /**
   * The root. A fault in the value of a key of the root map is not thrown: it is in `faults`, by the text
   * of the key, and the value is empty, or the map is without the key.
   */
  root(raw: RawNode): { readonly root: YamlNode; readonly faults: ReadonlyMap<string, YamlFault> } {
    const faults = new Map<string, YamlFault>();
    const root = raw.kind === 'raw-map' ? this.#map(raw, faults) : this.decode(raw);
    return { root, faults };
  }

  #map({ parts, offset }: RawMap, faults?: Map<string, YamlFault>): MapNode {
    const map = new MapBuilder();
    for (let at = 0; at + 1 < parts.length; at += 2) {
      const rawKey = parts[at];
      const rawValue = parts[at + 1];
      if (!rawKey || !rawValue) break;
      if (isMerge(rawKey)) {
        map.merge(this.#merged(rawValue));
        continue;
      }
      const key = this.decode(rawKey);
      const value = faults ? this.#attempt(key, rawValue, faults) : this.decode(rawValue);
      if (value) map.put({ key, value });
    }
    return map.node(offset);
  }

  #attempt(key: YamlNode, raw: RawNode, faults: Map<string, YamlFault>): YamlNode | undefined {
    const [size, unfolded] = [this.#size, this.#unfolded];
    try {
      return this.decode(raw);
    } catch (error) {
      if (!(error instanceof YamlRefusal)) throw error;
      const name = key.kind === 'scalar' ? key.text : '';
      if (!faults.has(name)) faults.set(name, error.fault);
      this.#open.clear();
      [this.#size, this.#unfolded] = [size, unfolded];
      return emptyLike(raw);
    }
  }

  /** The entries that `<<` merges. Odd: they replace earlier keys of the map (decode.go, merge). */
  #merged(raw: RawNode): Iterable<MapEntry> {
    if (raw.kind !== 'raw-list') return this.#mergedMap(raw);
    return raw.items.toReversed().flatMap((item) => [...this.#mergedMap(item)]);
  }

  #mergedMap(raw: RawNode): Iterable<MapEntry> {
    const target = raw.kind === 'alias' ? this.#anchors.get(raw.name) : raw;
    if (target === undefined || target.kind === 'raw-map') {
      const node = this.decode(raw);
      if (node.kind === 'map') return node.written ?? node.entries.values();
    }
    return refuse('map merge requires map or sequence of maps as the value', raw.offset);
  }
}
