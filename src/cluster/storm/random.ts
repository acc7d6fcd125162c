/** Random numbers that depend on their seeds only, the same on every machine. */
export class Random {
  #state = 0x9e_37_79_b9;

  constructor(...seeds: readonly number[]) {
    for (const seed of seeds) {
      this.#state = (this.#state ^ Math.trunc(seed)) >>> 0;
      this.#next();
    }
  }

  /** The next number of mulberry32, 0 to 2³² - 1. */
  #next(): number {
    this.#state = (this.#state + 0x6d_2b_79_f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** From 0, and less than 1. */
  fraction(): number {
    return this.#next() / 2 ** 32;
  }

  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.fraction() * (most - least + 1));
  }

  /** One of a list, each as often as its weight. The list must not be empty. */
  weighted<T>(list: readonly T[], weightOf: (one: T) => number): T {
    let left = this.fraction() * list.reduce((sum, one) => sum + weightOf(one), 0);
    for (const one of list) {
      left -= weightOf(one);
      if (left < 0) return one;
    }
    const last = list.at(-1);
    if (last === undefined) throw new RangeError('nothing to choose from');
    return last;
  }

  /** The same elements in a random order. */
  shuffled<T>(list: readonly T[]): T[] {
    return list
      .map((one) => ({ one, at: this.fraction() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
  }
}
