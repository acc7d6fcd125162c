import type { YAMLParseError } from 'yaml';

/** Why Rancher cannot parse a text as YAML. */
export interface YamlFault {
  /** go-yaml's message, without `yaml: line N:`. */
  readonly message: string;
  readonly offset: number;
  /** The line in go-yaml's message, if it has one. Odd: usually the line before the fault. */
  readonly line?: number | undefined;
  /** The fault is not the syntax, but aliases that expand without limit. */
  readonly bomb?: boolean;
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

const noToken = 'found character that cannot start any token';
const noColon = "could not find expected ':'";
const noKey = 'did not find expected key';
const noNode = 'did not find expected node content';
const noEntry = 'block sequence entries are not allowed in this context';

/** The library's code and message → go-yaml's message. The first match is used. */
const wordings: readonly (readonly [RegExp, string])[] = [
  [/^TAB_AS_INDENT/, noToken],
  [/^BAD_SCALAR_START .*flow indicator/, noNode],
  [/^BAD_SCALAR_START/, noToken],
  [/^BLOCK_AS_IMPLICIT_KEY A block sequence/, noKey],
  [/^BLOCK_AS_IMPLICIT_KEY/, 'mapping values are not allowed in this context'],
  [/^MULTILINE_IMPLICIT_KEY/, noColon],
  [/^MISSING_CHAR Implicit map keys/, noColon],
  [/^MISSING_CHAR Sequence item/, "did not find expected '-' indicator"],
  [/^MISSING_CHAR Missing closing/, 'found unexpected end of stream'],
  [/^(?:MISSING_CHAR|BAD_INDENT)/, noKey],
  [/^BAD_DQ_ESCAPE/, 'found unknown escape character'],
  [/^BAD_ALIAS/, 'did not find expected alphabetic or numeric character'],
  [/^UNEXPECTED_TOKEN Unexpected (?:seq-item-ind|block-seq-ind)/, noEntry],
  [/^UNEXPECTED_TOKEN/, noKey],
];

/**
 * A fault of the library with go-yaml's message, if both detect the same fault. go-yaml
 * counts lines from 0 and treats line 0 as unknown (decode.go, fail). It detects a missing
 * colon on the next line.
 */
export function faultOf(error: YAMLParseError, text: string): YamlFault {
  const [offset] = error.pos;
  const reported = `${error.code} ${error.message}`;
  const message = wordings.find(([pattern]) => pattern.test(reported))?.[1] ?? noNode;
  return scannerFault(message, offset, text, message === noColon ? 1 : 0);
}

/** A fault with a line, which go-yaml counts from 0; `later` is added to the line of the offset. */
export function scannerFault(message: string, offset: number, text: string, later = 0): YamlFault {
  const line = lineAt(text, offset) - 1 + later;
  return { message, offset, line: line > 0 ? line : undefined };
}

/** Thrown for texts that the library accepts and go-yaml rejects. */
export class YamlRefusal extends Error {
  readonly fault: YamlFault;
  constructor(fault: YamlFault) {
    super(fault.message);
    this.fault = fault;
  }
}
