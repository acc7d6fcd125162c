/** Thrown for a line of a form that this scan does not know. */
export const unsure = Symbol('unsure');

/** Characters that are, or may be, line breaks, tabs or not allowed in YAML. */
const odd = /[^\n -~\u00A1-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD\u{10000}-\u{10FFFF}]/u;

const notAscii = /[^\n -~]/;

const lineEnd = /(?: +#[^\n]*| *)\n/y;
const emptyFlow = /\[\]|\{\}/y;
const singleQuoted = /'[^']*(?:''[^']*)*'/y;
const doubleQuoted = /"[^"\\]*(?:\\["\\nt/ \n][^"\\]*)*"/y;
const blockHeader = /[|>]-?(?: +#[^\n]*| *)\n/y;
/** The first characters of values that have another meaning in YAML than text without quotes. */
const notPlainStart = ' \n-?:,[]{}#&*!|>\'"%@`=';
const notPlain = /: | #|:\s*$/;

const [lineFeed, blank, dash, colon] = [10, 32, 45, 58];

/** 1 for a letter, 2 for another character that is in the middle of a key. */
const keyCharacters = Uint8Array.from({ length: 128 }, (_none, code) => {
  const character = String.fromCharCode(code);
  return /[A-Za-z]/.test(character) ? 1 : /[\w./-]/.test(character) ? 2 : 0;
});

/** Longer keys are for the parser: YAML has a limit for those without a question mark. */
const longestKey = 200;

const indentOf = (line: string) => line.length - line.trimStart().length;

/** A text that is read value by value, and thrown away at the first of a form that is not known. */
export class IndexText {
  readonly #text: string;
  #at: number;

  constructor(text: string) {
    // The first test is faster, and enough for most texts.
    if (!text.endsWith('\n') || (notAscii.test(text) && odd.test(text))) throw unsure;
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
  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found ?? undefined;
  }

  /** Moves past blanks, and returns their number. */
  indent(): number {
    const count = this.#indentHere();
    this.#at += count;
    return count;
  }

  /** Moves past a dash and the blanks after it, and returns their number; 0 if there is none. */
  dash(): number {
    const start = this.#at;
    if (this.#text.charCodeAt(start) !== dash || this.#text.charCodeAt(start + 1) !== blank)
      return 0;
    this.#at += 1;
    this.indent();
    return this.#at - start;
  }

  /** Moves past a key without quotes, its colon and the blanks after that. Returns the key, if one is here. */
  key(): string | undefined {
    const text = this.#text;
    const start = this.#at;
    if (keyCharacters[text.charCodeAt(start)] !== 1) return undefined;
    let end = start + 1;
    while ((keyCharacters[text.charCodeAt(end)] ?? 0) > 0 && end - start <= longestKey) end += 1;
    const next = text.charCodeAt(end + 1);
    const isKey = text.charCodeAt(end) === colon && (next === blank || next === lineFeed);
    if (!isKey || end - start > longestKey) return undefined;
    this.#at = end + 1;
    this.indent();
    return text.slice(start, end);
  }

  /** Whether a character is here. */
  #isAt(character: string): boolean {
    return this.#text[this.#at] === character;
  }

  /** Moves past the end of a line, or a comment with it, if one is here. */
  takeEmpty(): boolean {
    if (!this.#isAt('\n') && !this.#isAt('#')) return false;
    this.#nextLine();
    return true;
  }

  /** Moves past a value and its line; `column` is that of its parent. Returns its text, empty if there is none. */
  value(column: number): string {
    if (this.takeEmpty()) return '';
    const first = this.#text[this.#at] ?? '\n';
    switch (first) {
      case '[':
      case '{':
        return this.#ended(this.#must(emptyFlow));
      case "'":
        return this.#ended(this.#quoted(this.#must(singleQuoted), column));
      case '"':
        return this.#ended(this.#quoted(this.#must(doubleQuoted), column));
      case '|':
      case '>':
        this.#must(blockHeader);
        return this.#block(column);
      default:
        if (notPlainStart.includes(first)) throw unsure;
        return this.#plain(column);
    }
  }

  #must(pattern: RegExp): string {
    const found = this.#take(pattern);
    if (!found) throw unsure;
    return found[0];
  }

  /** Moves past the line, and returns what is left of it. */
  #nextLine(): string {
    const end = this.#text.indexOf('\n', this.#at);
    const line = this.#text.slice(this.#at, end);
    this.#at = end + 1;
    return line;
  }

  #ended(value: string): string {
    if (!this.#take(lineEnd)) throw unsure;
    return value;
  }

  #quoted(written: string, column: number): string {
    if (!written.includes('\n')) return written;
    const [, ...others] = written.split('\n');
    if (others.some((line) => line.trim() !== '' && indentOf(line) <= column)) throw unsure;
    return written;
  }

  #plain(column: number): string {
    let value = '';
    for (;;) {
      const line = this.#nextLine().trimEnd();
      if ((line.includes(':') || line.includes('#')) && notPlain.test(line)) throw unsure;
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
    if (this.#text.charCodeAt(end) !== lineFeed) return false;
    this.#at = end + 1;
    return true;
  }

  #indentHere(): number {
    let at = this.#at;
    while (this.#text.charCodeAt(at) === blank) at += 1;
    return at - this.#at;
  }

  /** Moves past the lines of a block scalar. */
  #block(column: number): string {
    let indent: number | undefined;
    while (this.#at < this.#text.length) {
      const own = this.#indentHere();
      const isBlank = this.#text.charCodeAt(this.#at + own) === lineFeed;
      // Blanks in a line of their own can be a part of the value.
      if (isBlank && own > 0) throw unsure;
      if (!isBlank && own <= column) break;
      if (!isBlank && own < (indent ??= own)) throw unsure;
      this.#nextLine();
    }
    return '|';
  }
}
