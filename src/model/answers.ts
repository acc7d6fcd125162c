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
  /** The value of an answer that is not given. */
  readonly default: AnswerValue;
  /** The JSON Schema of the value. */
  readonly schema: JsonMap;
  /** `never` where the answer changes the structure of the entry, so that Rancher cannot ask it. */
  readonly ask: 'always' | 'never';
  /** Used and asked only if these answers, which are never asked themselves, have these values. */
  readonly when: Readonly<Record<string, AnswerValue>>;
  readonly secret: boolean;
  /** Rancher's form does not launch while it is blank. */
  readonly required: boolean;
  readonly type: QuestionType;
  /** The choices of the form; empty for other types. */
  readonly options: readonly string[];
  readonly group?: string;
  /** A readable description of the pattern of the schema. */
  readonly form?: string;
}

/** A condition between answers, from `x-rules` of the schema. */
export interface AnswerRule {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** The answer at which the fault is reported. */
  readonly at: string;
  /** The rule applies only if these answers have these values. */
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
