import type { CatalogQuestion } from '../rancher/catalog-question.ts';

/** Answers of users who choose and write something, the same for the same seed. */
export class RandomAnswers {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number below `limit` (a linear congruential generator, Numerical Recipes). */
  #below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 0x1_0000_0000) * limit);
  }

  #oneOf(texts: readonly string[]): string {
    return texts[this.#below(texts.length)] ?? '';
  }

  #answer({ type, options, default: value }: CatalogQuestion): string {
    if (options.length > 0) return this.#oneOf(options);
    if (type === 'boolean') return this.#oneOf(['true', 'false']);
    if (type === 'int' || type === 'float') return this.#oneOf(['1', '3', '8080', value || '2']);
    if (type === 'service') return this.#oneOf(['stack/web', 'other/db']);
    if (type === 'certificate' || type === 'secret') return this.#oneOf(['first', 'second']);
    return this.#oneOf(['word', 'another-word', 'some words', 'a text with spaces', value]);
  }

  /** One answer to each question. */
  next(questions: readonly CatalogQuestion[]): Map<string, string> {
    return new Map(questions.map((question) => [question.variable, this.#answer(question)]));
  }
}
