import { YamlRefusal } from './yaml-fault.ts';
import { YamlWindow } from './yaml-window.ts';

/** Line feed, carriage return, next line, line and paragraph separator. */
export const isBreak = (code: number): boolean =>
  code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;

export const isBlank = (code: number): boolean => code === 32 || code === 9;

/** A blank, a line break or the end of the text. */
export const isBlankOrEnd = (code: number): boolean =>
  code <= 32
    ? code === 32 || code === 10 || code === 9 || code === 13 || code === 0
    : isBreak(code);

/** A letter, a digit, `_` or `-`. */
export const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  code === 95 ||
  code === 45;

const indicators = new Set(Array.from('-?:,[]{}#&*!|>\'"%@`', (sign) => sign.charCodeAt(0)));

/** A character with a meaning of its own: a scalar without quotes does not start with it, or only if no blank follows. */
export const isIndicator = (code: number): boolean => indicators.has(code);

const unusual = /[^\n -~]/;
const otherBreaks = /[\r\u0085\u2028\u2029]/;

/** The go-yaml of 2016, which Rancher 1.6 uses, or that of today, in which `a:b` is text between brackets too. */
export type YamlDialect = '2016' | 'current';

/** A position in a text that is scanned. Lines are counted from 0, as go-yaml does. */
export class YamlCursor {
  /** The text, with a zero character at its end. */
  readonly text: string;
  readonly dialect: YamlDialect;
  pos: number;
  line = 0;
  /** Offset of the start of the line. */
  lineStart: number;
  /** Whether the scalar without quotes that was scanned last ends with a line break. */
  hasBreak = false;
  readonly #window: YamlWindow;
  #limit: number;
  /** The only line breaks are line feeds. */
  readonly #hasPlainBreaks: boolean;
  readonly #hasPairs: boolean;
  /** With surrogate pairs: the column of an offset of the current line. */
  #counted = { line: 0, offset: 0, column: 0 };

  constructor(text: string, dialect: YamlDialect) {
    this.dialect = dialect;
    this.text = `${text}\0`;
    const isPlain = !unusual.test(text);
    this.#window = new YamlWindow(text, isPlain);
    this.#limit = this.#window.limit;
    this.pos = this.#window.start;
    this.lineStart = this.pos;
    this.#counted.offset = this.pos;
    this.#hasPlainBreaks = isPlain || !otherBreaks.test(text);
    this.#hasPairs = !isPlain && /[\uD800-\uDBFF]/.test(text);
  }

  /** The code of the character at a distance from the position; 0 at the end of the text. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.pos + ahead);
  }

  /** Has go-yaml's reader decode up to `count` characters: it can refuse one of them. */
  need(count: number): void {
    if (this.pos + 2 * count <= this.#limit) return;
    this.#window.load(this.pos, count);
    this.#limit = this.#window.limit;
  }

  /** Whether go-yaml's reader can be ignored: it has accepted the whole text. */
  isAccepted(): boolean {
    return this.#limit === Number.POSITIVE_INFINITY;
  }

  /** Moves to the start of the text of a later line, which is indented by some spaces. */
  moveToLine(start: number, spaces: number): void {
    this.pos = start;
    this.lineStart = start - spaces;
    this.line += 1;
  }

  /**
   * Moves to an offset of the line. Where go-yaml's reader matters, it decodes `count` characters after
   * each one, and four at the start of a word.
   */
  moveTo(end: number, count: number): void {
    if (this.isAccepted() && end > this.pos) this.pos = end;
    while (this.pos < end) {
      const code = this.code();
      this.pos += code >= 0xd800 && code < 0xdc00 ? 2 : 1;
      if (!isBlank(code)) this.need(count);
      else this.need(count === 1 || isBlank(this.code()) ? 1 : 4);
    }
  }

  /** The column in characters, from 0. */
  column(): number {
    if (!this.#hasPairs) return this.pos - this.lineStart;
    const counted = this.#counted;
    if (counted.line !== this.line) {
      this.#counted = { line: this.line, offset: this.lineStart, column: 0 };
      return this.column();
    }
    while (counted.offset < this.pos) {
      const code = this.text.charCodeAt(counted.offset);
      counted.offset += code >= 0xd800 && code < 0xdc00 ? 2 : 1;
      counted.column += 1;
    }
    return counted.column;
  }

  /** Whether go-yaml would skip a byte order mark here. Odd: it looks at the start of its buffer. */
  isAtMark(): boolean {
    return this.text.charCodeAt(this.#window.start) === 0xfeff;
  }

  /** Offset of the end of the line that contains an offset. */
  endOfLine(from: number): number {
    if (this.#hasPlainBreaks) {
      const end = this.text.indexOf('\n', from);
      return end === -1 ? this.text.length - 1 : end;
    }
    let end = from;
    for (let code = this.text.charCodeAt(end); code !== 0 && !isBreak(code);) {
      end += 1;
      code = this.text.charCodeAt(end);
    }
    return end;
  }

  /** Moves past a line break; returns what it is in a value. Empty where there is none. */
  takeBreak(): string {
    const code = this.code();
    if (!isBreak(code)) return '';
    this.pos += code === 13 && this.code(1) === 10 ? 2 : 1;
    this.line += 1;
    this.lineStart = this.pos;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : '\n';
  }

  skipBlanks(): void {
    this.need(1);
    while (isBlank(this.code())) this.moveTo(this.pos + 1, 1);
  }

  skipComment(): void {
    if (this.code() !== 35) return;
    this.moveTo(this.endOfLine(this.pos), 1);
  }

  /** Whether `---` or `...` begins here, at the start of a line. */
  isAtDocumentMark(): boolean {
    if (this.pos !== this.lineStart) return false;
    const code = this.code();
    if (code !== 45 && code !== 46) return false;
    return this.code(1) === code && this.code(2) === code && isBlankOrEnd(this.code(3));
  }

  /** Refuses the text here, as the scanner does. `offset` is where a person should look. */
  refuse(message: string, offset = this.pos): never {
    throw new YamlRefusal({ message, offset, line: this.line > 0 ? this.line : undefined });
  }

  /** go-yaml crashes here. */
  crash(message: string): never {
    throw new YamlRefusal({ message, offset: this.pos, panic: true });
  }
}
