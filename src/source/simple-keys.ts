import type { YamlCursor } from './yaml-cursor.ts';

/** A token that is a key if a colon follows. */
export interface SimpleKey {
  readonly isRequired: boolean;
  /** The number of the token. */
  readonly number: number;
  readonly start: number;
  readonly line: number;
  readonly column: number;
}

/** Characters of the longest key. */
const longest = 1024;

/**
 * The possible keys, one for each level of brackets: a key is on one line and has up to 1024 characters
 * (scannerc.go, yaml_parser_stale_simple_keys).
 */
export class SimpleKeys {
  /** Whether a key can start at the position. */
  allowed = true;
  readonly #cursor: YamlCursor;
  readonly #levels: (SimpleKey | undefined)[] = [undefined];
  /** No level below this one has a possible key. */
  #lowest = 0;

  constructor(cursor: YamlCursor) {
    this.#cursor = cursor;
  }

  /** Enters brackets. */
  open(): void {
    this.#levels.push(undefined);
  }

  /** Leaves brackets. */
  close(): void {
    this.#levels.pop();
    this.#lowest = Math.min(this.#lowest, this.#levels.length - 1);
  }

  /**
   * Notes that the token at the position can be a key. It must be one if it is at the column of the
   * block, `indent`, which is undefined between brackets.
   */
  save(indent: number | undefined, number: number): void {
    const { pos: start, line } = this.#cursor;
    const column = this.#cursor.column();
    const isRequired = indent === column;
    if (isRequired && !this.allowed) this.#cursor.crash('should not happen');
    if (!this.allowed) return;
    this.remove();
    const top = this.#levels.length - 1;
    this.#levels[top] = { isRequired, number, start, line, column };
    this.#lowest = Math.min(this.#lowest, top);
  }

  /** Whether a key can start, and none is possible yet. */
  isFree(): boolean {
    return this.allowed && this.#levels[0] === undefined;
  }

  /** Gives up the possible key of the current level. */
  remove(): void {
    const top = this.#levels.length - 1;
    const key = this.#levels[top];
    if (key?.isRequired) this.#refuse(key);
    this.#levels[top] = undefined;
  }

  /** Takes the key for which a colon was found. */
  take(): SimpleKey | undefined {
    const top = this.#levels.length - 1;
    const key = this.#levels[top];
    this.#levels[top] = undefined;
    return key && !this.#isStale(key) ? key : undefined;
  }

  /** Drops a key that is too long by now. Only outside brackets there are keys that must be one. */
  dropStale(): void {
    const key = this.#levels[0];
    if (!key || !this.#isStale(key)) return;
    if (key.isRequired) this.#refuse(key);
    this.#levels[0] = undefined;
  }

  /** Whether the token with a number can still turn out to be a key. */
  mayStartAt(number: number): boolean {
    this.dropStale();
    for (; this.#lowest < this.#levels.length; this.#lowest += 1) {
      const key = this.#levels[this.#lowest];
      if (key && !this.#isStale(key)) return key.number === number;
    }
    this.#lowest = this.#levels.length - 1;
    return false;
  }

  #isStale(key: SimpleKey): boolean {
    return key.line < this.#cursor.line || key.column + longest < this.#cursor.column();
  }

  #refuse(key: SimpleKey): never {
    return this.#cursor.refuse("could not find expected ':'", key.start);
  }
}
