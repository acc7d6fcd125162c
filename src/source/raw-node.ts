import { resolveScalar } from './resolve-scalar.ts';
import { scalarNode, textNode, type ScalarNode } from './yaml-node.ts';
import type { YamlToken } from './yaml-token.ts';

/** A scalar with a tag, whose type is not determined yet. */
export interface RawTagged {
  readonly kind: 'tagged';
  readonly tag: string;
  readonly text: string;
  readonly offset: number;
}

export interface RawAlias {
  readonly kind: 'alias';
  readonly name: string;
  readonly offset: number;
}

export interface RawList {
  readonly kind: 'raw-list';
  readonly items: readonly RawNode[];
  readonly offset: number;
}

export interface RawMap {
  readonly kind: 'raw-map';
  /** Keys and values, alternating. */
  readonly parts: readonly RawNode[];
  readonly offset: number;
}

/** A node as parsed, before aliases, tags and merge keys are resolved. */
export type RawNode = ScalarNode | RawTagged | RawAlias | RawList | RawMap;

/** A node without text: null. */
export const emptyAt = (offset: number): RawNode => scalarNode('null', '', null, true, offset);

/** A scalar without quotes and tag. */
export function plainScalar(text: string, offset: number): RawNode {
  const { type, value } = resolveScalar(text);
  return scalarNode(type, text, value, true, offset);
}

/** A scalar in quotes or a block, without a tag. */
export function quotedScalar(text: string, offset: number): RawNode {
  return textNode(text, offset);
}

export const scalarOf = ({ text, plain, start }: YamlToken): RawNode =>
  plain ? plainScalar(text, start) : quotedScalar(text, start);

/** A node that begins earlier, with its anchor. Spread takes three times as long for a scalar. */
export function withOffset(node: RawNode, offset: number): RawNode {
  if (node.kind !== 'scalar') return { ...node, offset };
  const { type, text, value, plain } = node;
  return scalarNode(type, text, value, plain, offset);
}

/** The first document of a text. */
export interface RawDocument {
  readonly root: RawNode;
  /** Of an anchor that is defined twice, the last value. */
  readonly anchors: ReadonlyMap<string, RawNode>;
}
