/** Why Rancher cannot parse a text as YAML. */
export interface YamlFault {
  /** go-yaml's message, without `yaml: line N:`. */
  readonly message: string;
  readonly offset: number;
  /** The line in go-yaml's message, if it has one. Odd: usually the line before the fault. */
  readonly line?: number | undefined;
  /** The fault is not the syntax, but aliases that expand without limit. */
  readonly bomb?: boolean;
  /** go-yaml crashes, and with it the program that reads the text. */
  readonly panic?: boolean;
}

/** Thrown for a text that go-yaml refuses. */
export class YamlRefusal extends Error {
  readonly fault: YamlFault;
  constructor(fault: YamlFault) {
    super(fault.message);
    this.fault = fault;
  }
}

const lineBreak = /\r\n|[\n\r\u0085\u2028\u2029]/g;
const otherBreak = /[\r\u0085\u2028\u2029]/;

/** The line of an offset in YAML, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  if (otherBreak.test(text)) {
    for (const { index, 0: found } of text.matchAll(lineBreak)) {
      if (index + found.length > offset) break;
      line += 1;
    }
    return line;
  }
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}
