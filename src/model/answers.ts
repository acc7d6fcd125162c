import type { JsonMap } from './json.ts';

/** An answer's value: what a YAML scalar can mean. */
export type AnswerValue = string | number | boolean;

/** The widgets of Rancher 1.6's form (ui app/utils/constants.js:435). */
export const questionTypes = [
  'string',
  'multiline',
  'password',
  'int',
  'float',
  'boolean',
  'enum',
  'date',
  'service',
  'certificate',
  'secret',
] as const;

export type QuestionType = (typeof questionTypes)[number];

/** One answer of a blueprint, as its schema declares it. */
export interface AnswerSpec {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The unit of a number: `ms`, `s`. */
  readonly unit?: string;
  /** What stands in the place of an answer that nobody gives. */
  readonly default: AnswerValue;
  /** The JSON Schema of the value. */
  readonly schema: JsonMap;
  /** `never` where the answer changes the structure of the entry, so that Rancher cannot ask it. */
  readonly ask: 'always' | 'never';
  /** It counts, and is asked, only where these answers (never asked themselves) have these values. */
  readonly when: Readonly<Record<string, AnswerValue>>;
  readonly secret: boolean;
  /** Rancher's form refuses to launch with it blank. */
  readonly required: boolean;
  readonly type: QuestionType;
  /** What the form offers, where it is a choice. */
  readonly options: readonly string[];
  readonly group?: string;
  /** The form expected, in words, where the schema has a pattern. */
  readonly form?: string;
}

/** Answers that must go together, in the words of the schema's `x-rules`. */
export interface AnswerRule {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** The answer the fault is shown at. */
  readonly at: string;
  /** The rule counts only where these answers have these values. */
  readonly when: Readonly<Record<string, AnswerValue>>;
  /** A comparison such as `quorum <= sentinels`; it must hold. */
  readonly check: string;
  /** Texts with `{expression}` in them. */
  readonly message: string;
  readonly hint?: string;
}

/** A question as Rancher's catalog service reads it (catalog-service model/question.go). */
export interface Question {
  readonly variable: string;
  readonly label: string;
  readonly description: string;
  readonly type: QuestionType;
  readonly required: boolean;
  readonly default: string;
  readonly options: readonly string[];
  readonly group?: string;
}

/** The answers of one entry. Each declared answer is in exactly one of the two. */
export interface Answers {
  /** Written into the entry. */
  readonly fixed: ReadonlyMap<string, AnswerValue>;
  /** Asked by Rancher, with this default. */
  readonly asked: ReadonlyMap<string, AnswerValue>;
}
