import type { Json, JsonMap } from './json.ts';

/** What a YAML scalar can mean. */
export type AnswerScalar = string | number | boolean;

/** One item of a list answer: a scalar, or a flat map of them. */
export type AnswerItem = AnswerScalar | Readonly<Record<string, AnswerScalar>>;

/** An answer's value. Lists are never asked. */
export type AnswerValue = AnswerScalar | readonly AnswerItem[];

/** Whether a value is a list; unlike Array.isArray, it knows that the list is read-only. */
export const isList = (value: AnswerValue | undefined): value is readonly AnswerItem[] =>
  Array.isArray(value);

/** A value as text; a list as JSON. */
export const answerText = (value: AnswerValue): string =>
  isList(value) ? JSON.stringify(value) : String(value);

/** Whether there is nothing in it: blank text, or a list without items. */
export const isEmptyAnswer = (value: AnswerValue): boolean =>
  value === '' || (isList(value) && value.length === 0);

/** The widgets of Rancher 1.6's form (ui app/utils/constants.js:435). */
export const questionTypes = [
  'string',
  'multiline',
  'password',
  'masked',
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

/** What an entry is generated for: Rancher 1.6 launches compose files, Rancher 2 installs charts. */
export const targets = ['rancher-1.6', 'rancher-2'] as const;

export type Target = (typeof targets)[number];

/** One answer of a blueprint, as its schema declares it. */
export interface AnswerSpec {
  readonly name: string;
  /** The only target that has it. @default both */
  readonly target?: Target;
  /** The name of the question in Rancher. @default the name of the answer */
  readonly variable: string;
  /** The template text of a computed answer, which is neither asked nor given. */
  readonly computed?: string;
  readonly title: string;
  readonly description: string;
  /** The unit of a number: `ms`, `s`. */
  readonly unit?: string;
  /** The value of an answer that is not given; empty text for a computed one. */
  readonly default: AnswerValue;
  /** The JSON Schema of the value. */
  readonly schema: JsonMap;
  /** `never` where the answer changes the structure of the entry, so that Rancher cannot ask it; lists, computed ones. */
  readonly ask: 'always' | 'never';
  /** Used and asked only if these answers have these values, or can get them because Rancher asks for them. */
  readonly when: Readonly<Record<string, AnswerScalar>>;
  readonly secret: boolean;
  /** Rancher's form does not launch while it is blank. */
  readonly required: boolean;
  readonly type: QuestionType;
  /** The choices of the form; empty for other types. */
  readonly options: readonly string[];
  readonly group?: string;
  /** A readable description of the pattern of the schema. */
  readonly form?: string;
  /** What to do on Rancher 2 in place of carrying the answer of a stack over. @default it is the value of the chart */
  readonly instead?: string;
  /** What the question has in place of what is made of the schema; `default` only while the schema's default counts. */
  readonly question?: Partial<Question>;
}

/** A condition between answers, from `x-rules` of the schema. */
export interface AnswerRule {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  /** The answer at which the fault is reported. */
  readonly at: string;
  /** The rule applies only if these answers have these values. */
  readonly when: Readonly<Record<string, AnswerScalar>>;
  /** A comparison such as `quorum <= sentinels`; it must hold. */
  readonly check: string;
  /** Texts with `{expression}` in them. */
  readonly message: string;
  readonly hint?: string;
}

/** A question as Rancher's catalog service reads it (catalog-service model/question.go). */
export interface Question {
  readonly variable: string;
  /** The name of the answer in answers files. @default that of the variable */
  readonly answer?: string;
  readonly label: string;
  readonly description: string;
  /** Usually a QuestionType; Rancher shows a line of text for others. */
  readonly type: string;
  readonly required: boolean;
  readonly default: string;
  readonly options: readonly string[];
  readonly group?: string;
  /** Rancher 1.6 serves the limits, and checks none of them. */
  readonly min?: number;
  readonly max?: number;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly valid_chars?: string;
  readonly invalid_chars?: string;
}

/** The limits of a question, in the order in which they are written. */
export const questionLimits = [
  'min',
  'max',
  'min_length',
  'max_length',
  'valid_chars',
  'invalid_chars',
] as const;

/** The answers of one entry. Each declared answer is in exactly one of the two; a computed one is in neither. */
export interface Answers {
  /** Written into the entry. */
  readonly fixed: ReadonlyMap<string, AnswerValue>;
  /** Asked by Rancher, with this default. */
  readonly asked: ReadonlyMap<string, AnswerValue>;
  /** Those that only charts have, which can be of any form. @default none */
  readonly ofCharts?: ReadonlyMap<string, Json>;
  /** The names of all that the answers file fixes. Others of `fixed` are there because Rancher 1.6 cannot ask for them. @default none */
  readonly given?: ReadonlySet<string>;
}
