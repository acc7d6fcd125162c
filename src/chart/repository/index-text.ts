/** Thrown for a line of a form that this scan does not know. */
export const unsure = Symbol('unsure');

/** Characters that are, or may be, line breaks, tabs or not allowed in YAML. */
const odd = /[^\n -~\u00A1-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]/u;

const lineEnd = /(?: +#[^\n]*| *)\n/y;
const emptyEnd = /(?:#[^\n]*)?\n/y;
const emptyFlow = /\[\]|\{\}/y;
const singleQuoted = /'[^']*(?:''[^']*)*'/y;
const doubleQuoted = /"[^"\\]*(?:\\["\\nt/ \n][^"\\]*)*"/y;
const blockHeader = /[|>]-?(?: +#[^\n]*| *)\n/y;
const plainLine = /[^\n]*\n/y;
/** The first characters of text without quotes that have no other meaning. */
const plainStart = /[^ \n\-?:,[\]{}#&*!|>'"%@`=]/y;
const notPlain = /: | #|:\s*$/;

const indentOf = (line: string) => line.length - line.trimStart().length;

/** A text that is read value by value, and thrown away at the first of a form that is not known. */
export class IndexText {
  readonly #text: string;
  #at: number;

  constructor(text: string) {
    if (!text.endsWith('\n') || odd.test(text)) throw unsure;
    this.#text = text;
    this.#at = text.startsWith('---\n') ? 4 : 0;
  }

  get at(): number {
    return this.#at;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Moves past a pattern, if it is here. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found ?? undefined;
  }

  /** Moves past a value and its line; `column` is that of its parent. Returns its text, empty if there is none. */
  value(column: number): string {
    if (this.take(emptyEnd)) return '';
    const flow = this.take(emptyFlow);
    if (flow) return this.#ended(flow[0]);
    const quoted = this.take(singleQuoted) ?? this.take(doubleQuoted);
    if (quoted) return this.#ended(this.#quoted(quoted[0], column));
    if (this.take(blockHeader)) return this.#block(column);
    if (!this.take(plainStart)) throw unsure;
    this.#at -= 1;
    return this.#plain(column);
  }

  #ended(value: string): string {
    if (!this.take(lineEnd)) throw unsure;
    return value;
  }

  #quoted(written: string, column: number): string {
    const [, ...others] = written.split('\n');
    if (others.some((line) => line.trim() !== '' && indentOf(line) <= column)) throw unsure;
    return written;
  }

  #plain(column: number): string {
    let value = '';
    for (;;) {
      const line = this.take(plainLine)?.[0].trimEnd() ?? '';
      if (notPlain.test(line)) throw unsure;
      value += value === '' ? line : ` ${line}`;
      const start = this.#at;
      while (this.#takeBlank());
      const next = this.#indentHere();
      if (next <= column || this.#text[this.#at + next] === '#' || this.#at >= this.#text.length) {
        this.#at = start;
        return value;
      }
    }
  }

  #takeBlank(): boolean {
    const end = this.#at + this.#indentHere();
    if (this.#text[end] !== '\n') return false;
    this.#at = end + 1;
    return true;
  }

  #indentHere(): number {
    let at = this.#at;
    while (this.#text.charCodeAt(at) === 32) at += 1;
    return at - this.#at;
  }

  /** Moves past the lines of a block scalar. */
  #block(column: number): string {
    let indent: number | undefined;
    while (this.#at < this.#text.length) {
      const own = this.#indentHere();
      const isBlank = this.#text[this.#at + own] === '\n';
      // Blanks in a line of their own can be a part of the value.
      if (isBlank && own > 0) throw unsure;
      if (!isBlank && own <= column) break;
      if (!isBlank && own < (indent ??= own)) throw unsure;
      this.take(plainLine);
    }
    return '|';
  }
}
