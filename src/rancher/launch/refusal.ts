import type { YamlNode } from '../../source/yaml-node.ts';

/** Why the executor stops, with its own message. */
export class Refusal extends Error {
  readonly node: YamlNode | undefined;
  /** Position in the text of the node. @default the position of the node */
  readonly offset: number | undefined;

  constructor(message: string, node?: YamlNode, offset?: number) {
    super(message);
    this.node = node;
    this.offset = offset ?? node?.offset;
  }
}

/** The executor itself crashes: no error is reported, and the stack never starts. */
export class Panic extends Refusal {}

/** A Go panic because a value does not have the asserted type. */
export function badConversion(found: string, wanted: string, node?: YamlNode): Panic {
  return new Panic(`interface conversion: interface {} is ${found}, not ${wanted}`, node);
}

/** A Go panic because a string or list is too short. */
export function outOfRange(index: number, length: number, node?: YamlNode): Panic {
  return new Panic(`runtime error: index out of range [${index}] with length ${length}`, node);
}
