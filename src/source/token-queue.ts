import type { YamlToken } from './yaml-token.ts';

/** Tokens that are scanned and not taken yet. Every token of a text has a number, from 0. */
export class TokenQueue {
  /** The number of the first token. */
  taken = 0;
  readonly #tokens: YamlToken[] = [];
  #head = 0;

  first(): YamlToken | undefined {
    return this.#tokens[this.#head];
  }

  /** The number that the next pushed token will have. */
  get next(): number {
    return this.taken + this.#tokens.length - this.#head;
  }

  push(token: YamlToken): void {
    this.#tokens.push(token);
  }

  /** Inserts a token before the one with a number. */
  insert(number: number, token: YamlToken): void {
    this.#tokens.splice(this.#head + number - this.taken, 0, token);
  }

  /** Drops the first token. */
  take(): void {
    this.taken += 1;
    this.#head += 1;
    if (this.#head < this.#tokens.length) return;
    this.#tokens.length = 0;
    this.#head = 0;
  }
}
