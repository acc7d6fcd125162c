import type { CatalogQuestion } from '../rancher/catalog-question.ts';

/** Answers of users who choose and write something, the same for the same seed. `also` has texts to try, by variable. */
export class RandomAnswers {
  #state: number;
  readonly #also: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(seed: number, also: ReadonlyMap<string, ReadonlySet<string>> = new Map()) {
    this.#state = seed >>> 0;
    this.#also = also;
  }

  /** A whole number below `limit` (a linear congruential generator, Numerical Recipes). */
  #below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 0x1_0000_0000) * limit);
  }

  #oneOf(texts: readonly string[]): string {
    return texts[this.#below(texts.length)] ?? '';
  }

  #usual({ variable, type, options, default: value, required }: CatalogQuestion): string[] {
    // Rancher's form has an empty first choice, and takes an empty text.
    const empty = required || type === 'boolean' ? [] : [''];
    if (options.length > 0) return [...options, ...empty];
    if (type === 'boolean') return ['true', 'false'];
    if (type === 'int' || type === 'float') return ['1', '3', '8080', value || '2'];
    if (type === 'service') return ['stack/web', 'other/db'];
    if (type === 'certificate' || type === 'secret') return ['first', 'second'];
    // A text of its own shows an answer that is in the place of another one.
    return ['word', `the-${variable}`, 'some words', 'a text with spaces', value, ...empty];
  }

  #answer(question: CatalogQuestion): string {
    return this.#oneOf([...this.#usual(question), ...(this.#also.get(question.variable) ?? [])]);
  }

  /** One answer to each question. */
  next(questions: readonly CatalogQuestion[]): Map<string, string> {
    return new Map(questions.map((question) => [question.variable, this.#answer(question)]));
  }
}
