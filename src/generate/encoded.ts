import { answerText, isList, type AnswerSpec, type AnswerValue } from '../model/answers.ts';
import { escapeInterpolation, quoteText, writeScalar } from '../source/scalar.ts';

/** How a value is written in a type of file. */
export type Encoding = 'compose' | 'markdown';

/**
 * An answer as a template sees it. It turns into text that is safe in its place, and a template
 * cannot output the raw value: in compose files it is one YAML scalar, in markdown a code span.
 */
export class Encoded {
  readonly spec: AnswerSpec;
  readonly asked: boolean;
  readonly #value: AnswerValue;
  readonly #encoding: Encoding;

  constructor(spec: AnswerSpec, value: AnswerValue, asked: boolean, encoding: Encoding) {
    this.spec = spec;
    this.asked = asked;
    this.#value = value;
    this.#encoding = encoding;
  }

  /** What `{{answer}}` writes. */
  toString(): string {
    if (this.#encoding === 'markdown') return this.#markdown();
    if (this.asked) return quoteText(`\${${this.spec.variable}}`);
    const value = isList(this.#value) ? answerText(this.#value) : this.#value;
    return writeScalar(typeof value === 'string' ? escapeInterpolation(value) : value);
  }

  /** What `{{text answer}}` writes: in YAML always a string, where Rancher accepts nothing else. */
  toText(): string {
    if (this.#encoding === 'markdown') {
      return this.spec.secret ? this.#markdown() : singleLine(answerText(this.#value));
    }
    if (this.asked || typeof this.#value === 'string') return this.toString();
    return quoteText(answerText(this.#value));
  }

  /** Whether it is asked, or fixed to something but an empty text. */
  isGiven(): boolean {
    return this.asked || this.#value !== '';
  }

  /** Whether it is fixed to this value, which a template writes as text. */
  is(text: string): boolean {
    return !this.asked && answerText(this.#value) === text;
  }

  #markdown(): string {
    if (this.spec.secret) return this.asked ? 'asked' : 'fixed';
    return codeSpan(answerText(this.#value));
  }
}

/** Text on one line that markdown takes as text only, for use inside a code block. */
function singleLine(text: string): string {
  return text.replaceAll(/[\r\n`]+/g, ' ');
}

/** Text as a markdown code span; fences longer than any in it, `|` safe in tables. */
export function codeSpan(text: string): string {
  if (text.trim() === '') return '(empty)';
  const line = text.replaceAll(/[\r\n]+/g, ' ').replaceAll('|', String.raw`\|`);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || line.startsWith(' ') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
