/** Characters of a value: an answer, what a helper makes of it, a computed answer. */
export const longestValue = 1024 * 1024;

/** Characters of a rendered file; a catalog's files are read up to as many bytes. */
export const longestFile = 4 * 1024 * 1024;

/** Thrown when a text gets too long; the message names what and how long. */
export class TooLong extends Error {
  constructor(what: 'value' | 'file', most: number) {
    super(`this ${what} would have more than ${most} characters`);
  }
}

/** Counts characters while a text is written, so that one that grows with each repetition ends early. */
export class TextBudget {
  readonly #what: 'value' | 'file';
  readonly #most: number;
  #taken = 0;

  constructor(what: 'value' | 'file') {
    this.#what = what;
    this.#most = what === 'value' ? longestValue : longestFile;
  }

  /** Throws TooLong. */
  take(characters: number): void {
    this.#taken += characters;
    if (this.#taken > this.#most) throw new TooLong(this.#what, this.#most);
  }
}
