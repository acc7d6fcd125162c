import { SimpleKeys } from './simple-keys.ts';
import { skipToToken } from './skip-to-token.ts';
import { TokenQueue } from './token-queue.ts';
import { YamlCursor, type YamlDialect } from './yaml-cursor.ts';
import { YamlToken } from './yaml-token.ts';

/** How far a text is scanned. */
export class ScanState {
  readonly cursor: YamlCursor;
  readonly keys: SimpleKeys;
  readonly queue = new TokenQueue();
  /** Column of the current block map or list; -1 at the start. */
  indent = -1;
  readonly #indents: number[] = [];
  /** Number of open brackets. */
  flowLevel = 0;

  constructor(text: string, dialect: YamlDialect) {
    this.cursor = new YamlCursor(text, dialect);
    this.keys = new SimpleKeys(this.cursor);
  }

  /** Moves to the start of the next token. */
  skipToToken(): void {
    const isFlow = this.flowLevel > 0;
    const hasBreak = skipToToken(this.cursor, isFlow || !this.keys.allowed, isFlow);
    // In a block, a key can start on a new line.
    if (hasBreak && !isFlow) this.keys.allowed = true;
    this.keys.dropStale();
  }

  /** Starts a block map or list if the column is right of the current one. */
  roll(
    column: number,
    type: 'block-list' | 'block-map',
    at: YamlToken | YamlCursor,
    number: number,
  ): void {
    if (this.flowLevel > 0 || this.indent >= column) return;
    this.enter(column);
    const start = at instanceof YamlToken ? at.start : at.pos;
    this.queue.insert(number, new YamlToken(type, start, start, at.line));
  }

  /** Ends the block maps and lists that are right of a column. */
  unroll(column: number): void {
    if (this.flowLevel > 0) return;
    const { pos, line } = this.cursor;
    while (this.indent > column) {
      this.queue.push(new YamlToken('block-end', pos, pos, line));
      this.leave();
    }
  }

  /** Enters a block map or list at a column. */
  enter(column: number): void {
    this.#indents.push(this.indent);
    this.indent = column;
  }

  /** Leaves the current block map or list. */
  leave(): void {
    this.indent = this.#indents.pop() ?? -1;
  }
}
