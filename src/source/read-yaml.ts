import { Composer, isAlias, isMap, isScalar, isSeq, Parser, Scalar } from 'yaml';
import type { Document, Node } from 'yaml';
import { readSimpleYaml } from './read-simple-yaml.ts';
import { resolveScalar } from './resolve-scalar.ts';
import {
  putEntry,
  type MapEntry,
  type MapNode,
  type ScalarNode,
  type YamlNode,
} from './yaml-node.ts';

/** Why a text is not YAML to Rancher. */
export interface YamlFault {
  /** go-yaml's words, as far as they are known, without `yaml: line N:`. */
  readonly message: string;
  readonly offset: number;
  /** Aliases that unfold without bound, rather than bad syntax. */
  readonly bomb?: boolean;
}

/** The first document of a text. Its root is undefined in a text of comments only. */
export interface YamlRead {
  readonly root: YamlNode | undefined;
  /** The first fault; there is no root then. */
  readonly fault: YamlFault | undefined;
}

/** What aliases may unfold to, in nodes of one document. */
const maxUnfolded = 100_000;
const maxDepth = 1000;

class Refusal extends Error {
  readonly fault: YamlFault;
  constructor(message: string, offset: number, bomb = false) {
    super(message);
    this.fault = { message, offset, ...(bomb ? { bomb } : {}) };
  }
}

// Characters that YAML 1.1 does not allow at all (libyaml reader.c, yaml_parser_update_buffer).
const control =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/;

/** The library's faults in go-yaml's words, where both have a word for it. */
const wordings: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'found character that cannot start any token',
  BAD_SCALAR_START: 'found character that cannot start any token',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  MISSING_CHAR: 'did not find expected key',
  BAD_INDENT: 'did not find expected key',
  BAD_DQ_ESCAPE: 'found unknown escape character',
  BAD_ALIAS: 'did not find expected alphabetic or numeric character',
};

/** An anchored value; undefined while it is being read. */
type Anchored = { readonly node: YamlNode; readonly size: number } | undefined;

class Builder {
  /** Nodes so far, with those that aliases stand for. */
  private size = 0;
  private unfolded = 0;
  private readonly anchors = new Map<string, Anchored>();

  build(node: Node | null | undefined, at: number, depth: number, flow: boolean): YamlNode {
    const offset = node?.range?.[0] ?? at;
    if (depth > maxDepth) throw new Refusal('nested too deep', offset);
    if (isAlias(node)) return this.alias(node.source, offset);
    this.size += 1;
    const anchor = node?.anchor;
    if (anchor === undefined) return this.content(node, offset, depth, flow);
    const before = this.size;
    this.anchors.set(anchor, undefined);
    const built = this.content(node, offset, depth, flow);
    this.anchors.set(anchor, { node: built, size: this.size - before + 1 });
    return built;
  }

  private alias(name: string, offset: number): YamlNode {
    if (!this.anchors.has(name)) throw new Refusal(`unknown anchor '${name}' referenced`, offset);
    const anchored = this.anchors.get(name);
    if (!anchored) throw new Refusal(`anchor '${name}' value contains itself`, offset);
    this.size += anchored.size;
    this.unfolded += anchored.size;
    if (this.unfolded > maxUnfolded) {
      throw new Refusal('aliases unfold without bound', offset, true);
    }
    return anchored.node;
  }

  private content(
    node: Node | null | undefined,
    offset: number,
    depth: number,
    flow: boolean,
  ): YamlNode {
    if (isMap(node))
      return this.map(node.items as never, offset, depth, flow || node.flow === true);
    if (isSeq(node)) {
      const inFlow = flow || node.flow === true;
      const items = node.items.map((item) => this.build(item as Node, offset, depth + 1, inFlow));
      return { kind: 'list', items, offset };
    }
    return isScalar(node) ? scalarOf(node, offset, flow) : nullAt(offset);
  }

  private map(
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

/** What `<<` brings in. Odd: it replaces keys that stand before it (go-yaml v2 decode.go, merge). */
function mergedEntries(value: YamlNode): Iterable<[string, MapEntry]> {
  if (value.kind === 'map') return value.entries;
  if (value.kind === 'list' && value.items.every((item) => item.kind === 'map')) {
    const entries = value.items.map((item) =>
      item.kind === 'map' ? Array.from(item.entries) : [],
    );
    return entries.toReversed().flat();
  }
  throw new Refusal('map merge requires map or sequence of maps as the value', value.offset);
}

function nullAt(offset: number): ScalarNode {
  return { kind: 'scalar', type: 'null', text: '', value: null, plain: true, offset };
}

function scalarOf(node: Scalar, offset: number, flow: boolean): ScalarNode {
  const text = node.source ?? '';
  const plain = node.type === Scalar.PLAIN || node.type === undefined;
  // go-yaml before 2018 takes no `a:b` without quotes between brackets (scanner, plain scalars).
  if (flow && plain && /:\S/.test(text)) throw new Refusal("found unexpected ':'", offset);
  const explicit = /^(?:tag:yaml\.org,2002:|!!)(str|int|float|bool|null)$/.exec(
    node.tag ?? '',
  )?.[1];
  if (explicit === undefined && (node.tag !== undefined || !plain)) {
    return { kind: 'scalar', type: 'str', text, value: text, plain, offset };
  }
  if (explicit === 'str') return { kind: 'scalar', type: 'str', text, value: text, plain, offset };
  const resolved = resolveScalar(text);
  if (explicit !== undefined && explicit !== resolved.type) {
    throw new Refusal(`cannot decode !!${resolved.type} \`${text}\` as a !!${explicit}`, offset);
  }
  return { kind: 'scalar', ...resolved, text, plain, offset };
}

/** The library's document for the first one of a text; a later one is never looked at. */
function firstDocument(text: string): Document | undefined {
  const composer = new Composer({
    version: '1.1',
    schema: 'failsafe',
    uniqueKeys: false,
    merge: false,
    keepSourceTokens: false,
    logLevel: 'silent',
  });
  for (const document of composer.compose(new Parser().parse(text), true, text.length)) {
    return document;
  }
  return undefined;
}

/** The line of an offset, counted from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

/**
 * Text as YAML in the way of go-yaml v2, which Rancher 1.6 reads everything with: YAML 1.1, the
 * last of two equal keys wins, only the first document counts.
 */
export function readYaml(text: string): YamlRead {
  const bad = control.exec(text);
  if (bad) return refused({ message: 'control characters are not allowed', offset: bad.index });
  const simple = readSimpleYaml(text);
  return simple ? { root: simple.root, fault: undefined } : readByLibrary(text);
}

/** The same for all texts, at the library's pace. */
export function readByLibrary(text: string): YamlRead {
  try {
    const document = firstDocument(text);
    const error = document?.errors[0];
    if (error) {
      const message = wordings[error.code] ?? 'did not find expected node content';
      return refused({ message, offset: error.pos[0] });
    }
    if (!document?.contents) return { root: undefined, fault: undefined };
    const root = new Builder().build(document.contents, 0, 0, false);
    return { root, fault: undefined };
  } catch (error) {
    if (error instanceof Refusal) return refused(error.fault);
    if (error instanceof RangeError || error instanceof ReferenceError) {
      return refused({ message: 'nested too deep', offset: 0 });
    }
    throw error;
  }
}

const refused = (fault: YamlFault): YamlRead => ({ root: undefined, fault });
