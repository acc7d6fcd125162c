import { isAlias, isMap, isScalar, isSeq, Scalar, type Node } from 'yaml';
import { resolveScalar } from './resolve-scalar.ts';
import { scannerFault, YamlRefusal } from './yaml-fault.ts';
import {
  putEntry,
  type MapEntry,
  type MapNode,
  type ScalarNode,
  type YamlNode,
} from './yaml-node.ts';

/** Limit of the nodes of one document after its aliases are expanded. */
const maxUnfolded = 100_000;
const maxDepth = 1000;

/** An anchored value; undefined while it is being read. */
type Anchored = { readonly node: YamlNode; readonly size: number } | undefined;

/** Converts the library's nodes to ours, with the values that go-yaml gives them. */
export class NodeBuilder {
  readonly #text: string;
  /** Nodes so far, including those of expanded aliases. */
  #size = 0;
  #unfolded = 0;
  readonly #anchors = new Map<string, Anchored>();

  constructor(text: string) {
    this.#text = text;
  }

  build(node: Node | null | undefined, at: number, depth: number, flow: boolean): YamlNode {
    const offset = node?.range?.[0] ?? at;
    if (depth > maxDepth) throw new YamlRefusal({ message: 'nested too deep', offset });
    if (isAlias(node)) return this.#alias(node.source, offset);
    this.#size += 1;
    const anchor = node?.anchor;
    if (anchor === undefined) return this.#content(node, offset, depth, flow);
    const before = this.#size;
    this.#anchors.set(anchor, undefined);
    const built = this.#content(node, offset, depth, flow);
    this.#anchors.set(anchor, { node: built, size: this.#size - before + 1 });
    return built;
  }

  #alias(name: string, offset: number): YamlNode {
    if (!this.#anchors.has(name))
      throw new YamlRefusal({ message: `unknown anchor '${name}' referenced`, offset });
    const anchored = this.#anchors.get(name);
    if (!anchored)
      throw new YamlRefusal({ message: `anchor '${name}' value contains itself`, offset });
    this.#size += anchored.size;
    this.#unfolded += anchored.size;
    if (this.#unfolded > maxUnfolded) {
      throw new YamlRefusal({ message: 'aliases expand without limit', offset, bomb: true });
    }
    return anchored.node;
  }

  #content(node: Node | null | undefined, offset: number, depth: number, flow: boolean): YamlNode {
    if (isMap(node))
      return this.#map(node.items as never, offset, depth, flow || node.flow === true);
    if (isSeq(node)) {
      const inFlow = flow || node.flow === true;
      const items = node.items.map((item) => this.build(item as Node, offset, depth + 1, inFlow));
      if (!inFlow) for (const item of items) this.#checkDash(item.offset);
      return { kind: 'list', items, offset };
    }
    return isScalar(node) ? scalarOf(node, offset, flow, this.#text) : nullAt(offset);
  }

  /** libyaml does not accept a tab after the dash of a list item. */
  #checkDash(offset: number): void {
    const dash = this.#text.lastIndexOf('-', offset - 1);
    const tab = this.#text.slice(dash + 1, offset);
    if (!tab.includes('\t') || tab.trim() !== '') return;
    const message = 'found character that cannot start any token';
    throw new YamlRefusal(scannerFault(message, offset, this.#text));
  }

  #map(
    pairs: readonly { key: Node | null; value: Node | null }[],
    offset: number,
    depth: number,
    flow: boolean,
  ): MapNode {
    const entries = new Map<string, MapEntry>();
    const duplicates: YamlNode[] = [];
    for (const pair of pairs) {
      const key = this.build(pair.key, offset, depth + 1, flow);
      const value = this.build(pair.value, pair.key?.range?.[1] ?? key.offset, depth + 1, flow);
      if (key.kind === 'scalar' && key.plain && key.text === '<<') {
        for (const [name, entry] of mergedEntries(value)) entries.set(name, entry);
        continue;
      }
      putEntry(entries, duplicates, { key, value });
    }
    return { kind: 'map', entries, duplicates, offset };
  }
}

/** The entries that `<<` merges. Odd: they replace earlier keys of the map (go-yaml v2 decode.go, merge). */
function mergedEntries(value: YamlNode): Iterable<[string, MapEntry]> {
  if (value.kind === 'map') return value.entries;
  if (value.kind === 'list' && value.items.every((item) => item.kind === 'map')) {
    const entries = value.items.map((item) =>
      item.kind === 'map' ? Array.from(item.entries) : [],
    );
    return entries.toReversed().flat();
  }
  const message = 'map merge requires map or sequence of maps as the value';
  throw new YamlRefusal({ message, offset: value.offset });
}

function nullAt(offset: number): ScalarNode {
  return { kind: 'scalar', type: 'null', text: '', value: null, plain: true, offset };
}

function scalarOf(node: Scalar, offset: number, flow: boolean, source: string): ScalarNode {
  const text = node.source ?? '';
  const plain = node.type === Scalar.PLAIN || node.type === undefined;
  // go-yaml before 2018 does not accept an unquoted `a:b` between brackets (scanner, plain scalars).
  if (flow && plain && /:\S/.test(text)) {
    throw new YamlRefusal(scannerFault("found unexpected ':'", offset, source));
  }
  const explicit = /^(?:tag:yaml\.org,2002:|!!)(str|int|float|bool|null)$/.exec(
    node.tag ?? '',
  )?.[1];
  if (explicit === undefined && (node.tag !== undefined || !plain)) {
    return { kind: 'scalar', type: 'str', text, value: text, plain, offset };
  }
  if (explicit === 'str') return { kind: 'scalar', type: 'str', text, value: text, plain, offset };
  const resolved = resolveScalar(text);
  if (explicit !== undefined && explicit !== resolved.type) {
    const message = `cannot decode !!${resolved.type} \`${text}\` as a !!${explicit}`;
    throw new YamlRefusal({ message, offset });
  }
  return { kind: 'scalar', ...resolved, text, plain, offset };
}
