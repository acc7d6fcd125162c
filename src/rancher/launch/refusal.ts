import type { YamlNode } from '../../source/yaml-node.ts';

/** Why the executor stops, in its own words. */
export class Refusal extends Error {
  readonly node: YamlNode | undefined;
  /** Where in the text that the node belongs to; the node's own place is used without. */
  readonly offset: number | undefined;

  constructor(message: string, node?: YamlNode, offset?: number) {
    super(message);
    this.node = node;
    this.offset = offset ?? node?.offset;
  }
}

/** The executor itself crashes: nobody is told anything, and the stack never starts. */
export class Panic extends Refusal {}

/** A Go panic of a value that is not of the type it is taken for. */
export function badConversion(found: string, wanted: string, node?: YamlNode): Panic {
  return new Panic(`interface conversion: interface {} is ${found}, not ${wanted}`, node);
}

/** A Go panic of a text or list that ends too soon. */
export function outOfRange(index: number, length: number, node?: YamlNode): Panic {
  return new Panic(`runtime error: index out of range [${index}] with length ${length}`, node);
}
