import { resolveScalar } from '../source/resolve-scalar.ts';
import { isBreak } from '../source/yaml-cursor.ts';

/*
 * How go-yaml writes a scalar (emitterc.go): only how many lines and columns it takes. Lines break behind
 * column 80, at a blank.
 */

const widest = 80;

type Style = 'plain' | 'single' | 'double' | 'literal';

/** Where a scalar is written. */
export interface WritePlace {
  readonly column: number;
  /** Column of the lines after the first. */
  readonly indent: number;
  /** Keys stay on one line. */
  readonly isKey: boolean;
}

const isPrintable = (code: number): boolean =>
  code === 10 ||
  (code >= 0x20 && code <= 0x7e) ||
  (code >= 0xa0 && code <= 0xfffd && code !== 0xfeff && !(code >= 0xd800 && code <= 0xdfff));

const codesOf = (text: string): number[] => Array.from(text, (each) => each.codePointAt(0) ?? 0);

const base60 = /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/;

/** What makes a text unfit for a style (yaml_emitter_analyze_scalar, outside brackets). */
function analyse(text: string): {
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
} {
  const isSpecial = codesOf(text).some((code) => !isPrintable(code));
  const hasBreak = /[\n\u2028\u2029]/.test(text);
  const isEdged = /^[ \n\u2028\u2029]|[ \n\u2028\u2029]$/.test(text);
  const blankBeforeBreak = / [\n\u2028\u2029]/.test(text);
  const blankAfterBreak = /[\n\u2028\u2029] /.test(text);
  const isIndicated =
    /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:-](?:[ \t]|$))|:(?:[ \t]|$)|[ \t\n\u2028\u2029]#/.test(
      text,
    );
  const single = !isSpecial && !blankBeforeBreak && !blankAfterBreak;
  return {
    plain: single && !hasBreak && !isEdged && !isIndicated,
    single,
    block: !isSpecial && !blankBeforeBreak && !text.endsWith(' '),
  };
}

/** The style of a string (encode.go, stringv; emitterc.go, yaml_emitter_select_scalar_style). */
function styleOf(text: string, isKey: boolean): Style {
  if (resolveScalar(text).type !== 'str' || base60.test(text)) return 'double';
  const fits = analyse(text);
  if (text.includes('\n')) return fits.block && !isKey ? 'literal' : 'double';
  if (isKey && /[\u2028\u2029]/.test(text)) return 'double';
  if (fits.plain) return 'plain';
  return fits.single ? 'single' : 'double';
}

const shortEscapes = new Set([0, 7, 8, 9, 10, 11, 12, 13, 27, 34, 92, 0x85, 0xa0, 0x2028, 0x2029]);

/** Columns of a character in double quotes; 0 if it is written as it is. */
function escapeWidth(code: number): number {
  if (isPrintable(code) && !isBreak(code) && code !== 34 && code !== 92) return 0;
  if (shortEscapes.has(code)) return 2;
  if (code <= 0xff) return 4;
  return code <= 0xffff ? 6 : 10;
}

class Writer {
  breaks = 0;
  column: number;
  readonly #place: WritePlace;
  #hasSpaces = false;

  constructor(place: WritePlace) {
    this.#place = place;
    this.column = place.column;
  }

  /** Writes a blank, or a line break in its place if `canBreak`. */
  blank(canBreak: boolean): boolean {
    const breaks = canBreak && !this.#place.isKey && !this.#hasSpaces && this.column > widest;
    this.#hasSpaces = true;
    if (breaks) this.newLine();
    else this.column += 1;
    return breaks;
  }

  newLine(): void {
    this.breaks += 1;
    this.column = this.#place.indent;
  }

  put(columns: number): void {
    this.column += columns;
    this.#hasSpaces = false;
  }
}

function writePlain(writer: Writer, codes: readonly number[]): void {
  for (const [at, code] of codes.entries()) {
    if (code === 32) writer.blank(codes[at + 1] !== 32);
    else writer.put(1);
  }
}

function writeSingle(writer: Writer, codes: readonly number[]): void {
  const last = codes.length - 1;
  for (const [at, code] of codes.entries()) {
    if (code === 32) writer.blank(at > 0 && at < last && codes[at + 1] !== 32);
    else if (isBreak(code)) writer.newLine();
    else writer.put(code === 39 ? 2 : 1);
  }
}

function writeDouble(writer: Writer, codes: readonly number[]): void {
  const last = codes.length - 1;
  // Odd: after a byte order mark, every character is escaped.
  const hasMark = codes[0] === 0xfeff;
  for (const [at, code] of codes.entries()) {
    const escape = escapeWidth(code) || (hasMark ? 4 : 0);
    if (escape > 0) writer.put(escape);
    else if (code !== 32) writer.put(1);
    // Odd: the escape of a blank at the start of a line is written, and a blank after it.
    else if (writer.blank(at > 0 && at < last) && codes[at + 1] === 32) writer.column += 1;
  }
}

/** The number of lines after the first one that a scalar takes, and the column behind it. */
export function writeScalar(
  text: string,
  isString: boolean,
  place: WritePlace,
): { readonly breaks: number; readonly column: number } {
  const style = isString ? styleOf(text, place.isKey) : 'plain';
  if (style === 'literal') {
    const lines = text.replace(/\n$/, '').split(/[\n\u2028\u2029]/).length;
    return { breaks: lines, column: 0 };
  }
  const writer = new Writer({ ...place, column: place.column + (place.isKey ? 0 : 1) });
  const codes = codesOf(text);
  if (style === 'plain') writePlain(writer, codes);
  else {
    writer.put(1);
    if (style === 'single') writeSingle(writer, codes);
    else writeDouble(writer, codes);
    writer.put(1);
  }
  return { breaks: writer.breaks, column: writer.column };
}

const encoder = new TextEncoder();

/** Whether a text can be a key without `?`: one line of up to 128 bytes. */
export const isSimpleKey = (text: string): boolean =>
  encoder.encode(text).length <= 128 && !/[\n\u2028\u2029\r\u0085]/.test(text);
