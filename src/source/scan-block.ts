import { isBlank, isBreak, type YamlCursor } from './yaml-cursor.ts';
import { YamlToken } from './yaml-token.ts';

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const spaces = / */y;

interface Header {
  /** What remains of the line breaks at the end: none, one or all. */
  readonly chomping: '' | '-' | '+';
  /** Indentation relative to the parent; 0 if the first line determines it. */
  readonly increment: number;
}

function takeChomping(cursor: YamlCursor): Header['chomping'] {
  const code = cursor.code();
  if (code !== 43 && code !== 45) return '';
  cursor.pos += 1;
  return code === 43 ? '+' : '-';
}

function takeIncrement(cursor: YamlCursor): number {
  const code = cursor.code();
  if (!isDigit(code)) return 0;
  if (code === 48) cursor.refuse('found an indentation indicator equal to 0');
  cursor.pos += 1;
  return code - 48;
}

function takeHeader(cursor: YamlCursor): Header {
  cursor.need(1);
  const before = takeChomping(cursor);
  cursor.need(1);
  const increment = takeIncrement(cursor);
  cursor.need(1);
  const chomping = before === '' && increment > 0 ? takeChomping(cursor) : before;
  cursor.skipBlanks();
  cursor.skipComment();
  const code = cursor.code();
  if (code !== 0 && !isBreak(code)) cursor.refuse('did not find expected comment or line break');
  cursor.need(2);
  cursor.takeBreak();
  return { chomping, increment };
}

class BlockScanner {
  readonly #cursor: YamlCursor;
  readonly #parentIndent: number;
  /** Column of the lines; 0 until it is known. */
  #indent = 0;

  constructor(cursor: YamlCursor, parentIndent: number) {
    this.#cursor = cursor;
    this.#parentIndent = parentIndent;
  }

  scan(isLiteral: boolean): YamlToken {
    const cursor = this.#cursor;
    const { pos: start, line } = cursor;
    cursor.pos += 1;
    const { chomping, increment } = takeHeader(cursor);
    if (increment > 0) this.#indent = Math.max(this.#parentIndent, 0) + increment;
    const parts: string[] = [];
    let breaks = this.#takeBreaks();
    let lineBreak = '';
    let wasBlank = false;
    while (cursor.column() === this.#indent && cursor.code() !== 0) {
      const blank = isBlank(cursor.code());
      const isFolded = !isLiteral && !wasBlank && !blank && lineBreak === '\n';
      if (!isFolded) parts.push(lineBreak);
      else if (breaks === '') parts.push(' ');
      const end = cursor.endOfLine(cursor.pos);
      parts.push(breaks, cursor.text.slice(cursor.pos, end));
      wasBlank = blank;
      cursor.moveTo(end, 1);
      cursor.need(2);
      // Odd: without a line break at the end of the text, the value ends without one too.
      lineBreak = cursor.takeBreak();
      breaks = this.#takeBreaks();
    }
    if (chomping !== '-') parts.push(lineBreak);
    if (chomping === '+') parts.push(breaks);
    return new YamlToken('scalar', start, cursor.pos, line, parts.join(''));
  }

  /** Moves past empty lines and the indentation of the next; the first time, finds the indentation. */
  #takeBreaks(): string {
    const cursor = this.#cursor;
    let breaks = '';
    let widest = 0;
    for (;;) {
      cursor.need(1);
      this.#skipSpaces();
      widest = Math.max(widest, cursor.column());
      const code = cursor.code();
      if (code === 9 && this.#isLeft()) {
        cursor.refuse('found a tab character where an indentation space is expected');
      }
      if (!isBreak(code)) break;
      cursor.need(2);
      breaks += cursor.takeBreak();
    }
    if (this.#indent === 0) this.#indent = Math.max(widest, this.#parentIndent + 1, 1);
    return breaks;
  }

  /** Moves past the spaces of the indentation. */
  #skipSpaces(): void {
    const cursor = this.#cursor;
    spaces.lastIndex = cursor.pos;
    spaces.test(cursor.text);
    const end = spaces.lastIndex;
    const start = cursor.lineStart + this.#indent;
    cursor.moveTo(this.#indent === 0 ? end : Math.min(end, start), 1);
  }

  /** Whether the position is left of the text. */
  #isLeft(): boolean {
    return this.#indent === 0 || this.#cursor.column() < this.#indent;
  }
}

/**
 * Scans a literal or folded block. `parentIndent` is the column of the map or list that it is in
 * (scannerc.go, yaml_parser_scan_block_scalar).
 */
export function scanBlock(cursor: YamlCursor, parentIndent: number, isLiteral: boolean): YamlToken {
  return new BlockScanner(cursor, parentIndent).scan(isLiteral);
}
