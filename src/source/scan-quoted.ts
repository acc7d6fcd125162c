import { folded } from './scan-plain.ts';
import { isBlank, isBreak, type YamlCursor } from './yaml-cursor.ts';
import { YamlToken } from './yaml-token.ts';

const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\u001B'],
  [' ', ' '],
  ['"', '"'],
  // Odd: not in YAML. JSON's \/ is missing.
  ["'", "'"],
  ['\\', '\\'],
  ['N', '\u0085'],
  ['_', '\u00A0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

const codeLengths: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

const isHex = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

// As in scan-plain.ts, patterns and not loops.
const singleRun = /[^'\0\n\r\u0085\u2028\u2029]*/y;
const doubleRun = /[^"\\\0\n\r\u0085\u2028\u2029]*/y;

class QuotedScanner {
  readonly #cursor: YamlCursor;
  readonly #isSingle: boolean;
  readonly #start: number;

  constructor(cursor: YamlCursor, isSingle: boolean) {
    this.#cursor = cursor;
    this.#isSingle = isSingle;
    this.#start = cursor.pos;
  }

  scan(): YamlToken {
    const cursor = this.#cursor;
    const { line } = cursor;
    const quote = this.#isSingle ? 39 : 34;
    const parts: string[] = [];
    cursor.pos += 1;
    for (;;) {
      cursor.need(4);
      if (cursor.isAtDocumentMark()) {
        cursor.refuse('found unexpected document indicator', this.#start);
      }
      if (cursor.code() === 0) cursor.refuse('found unexpected end of stream', this.#start);
      const isContinued = this.#takeLine(parts);
      if (cursor.code() === quote) break;
      cursor.need(1);
      parts.push(this.#takeBreaks(isContinued));
    }
    cursor.pos += 1;
    return new YamlToken('scalar', this.#start, cursor.pos, line, parts.join(''));
  }

  /**
   * Takes characters up to the quote or the end of the line, without the blanks there. True if it ends
   * with an escaped line break.
   */
  #takeLine(parts: string[]): boolean {
    const cursor = this.#cursor;
    const { text } = cursor;
    const run = this.#isSingle ? singleRun : doubleRun;
    for (;;) {
      const from = cursor.pos;
      run.lastIndex = from;
      run.test(text);
      const end = run.lastIndex;
      const code = text.charCodeAt(end);
      let last = end;
      if (isBreak(code)) while (last > from && isBlank(text.charCodeAt(last - 1))) last -= 1;
      if (last > from) parts.push(text.slice(from, last));
      cursor.moveTo(end, 2);
      if (code === 39 && this.#isSingle && text.charCodeAt(end + 1) === 39) {
        parts.push("'");
        cursor.pos += 2;
      } else if (code === 92) {
        if (isBreak(text.charCodeAt(end + 1))) {
          cursor.need(3);
          cursor.pos += 1;
          cursor.takeBreak();
          return true;
        }
        parts.push(this.#takeEscape());
      } else return false;
      cursor.need(2);
    }
  }

  #takeEscape(): string {
    const cursor = this.#cursor;
    const name = cursor.text.charAt(cursor.pos + 1);
    const length = codeLengths.get(name);
    const value = escapes.get(name);
    if (length === undefined) {
      cursor.pos += value === undefined ? 0 : 2;
      return value ?? cursor.refuse('found unknown escape character');
    }
    cursor.pos += 2;
    cursor.need(length);
    for (let at = 0; at < length; at += 1) {
      // The word is misspelt in go-yaml.
      if (!isHex(cursor.code(at))) cursor.refuse('did not find expected hexdecimal number');
    }
    const code = Number.parseInt(cursor.text.slice(cursor.pos, cursor.pos + length), 16);
    if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
      cursor.refuse('found invalid Unicode character escape code');
    }
    cursor.pos += length;
    return String.fromCodePoint(code);
  }

  /** Takes line breaks and blanks; returns what they are in the value. */
  #takeBreaks(isContinued: boolean): string {
    const cursor = this.#cursor;
    let first = isContinued ? '' : undefined;
    let others = '';
    for (let code = cursor.code(); isBlank(code) || isBreak(code); code = cursor.code()) {
      if (isBlank(code)) cursor.pos += 1;
      else {
        cursor.need(2);
        if (first === undefined) first = cursor.takeBreak();
        else others += cursor.takeBreak();
      }
      cursor.need(1);
    }
    return folded(first ?? '', others);
  }
}

/** Scans a scalar in quotes (scannerc.go, yaml_parser_scan_flow_scalar). */
export function scanQuoted(cursor: YamlCursor, isSingle: boolean): YamlToken {
  return new QuotedScanner(cursor, isSingle).scan();
}
