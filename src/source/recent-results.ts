/**
 * Results by the text that they were computed from, as long as the text is met again soon. Of texts that were
 * not, at most `budget` characters are kept.
 */
export class RecentResults<T extends object> {
  readonly #budget: number;
  #recent = new Map<string, T>();
  #older = new Map<string, T>();
  /** Characters in the recent ones. */
  #size = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /** The result for a text; `compute` gives nothing but what follows from the text. */
  of(text: string, compute: () => T): T {
    const recent = this.#recent.get(text);
    if (recent !== undefined) return recent;
    const result = this.#older.get(text) ?? compute();
    this.#recent.set(text, result);
    this.#size += text.length;
    if (this.#size > this.#budget / 2) {
      [this.#recent, this.#older] = [new Map(), this.#recent];
      this.#size = 0;
    }
    return result;
  }
}
