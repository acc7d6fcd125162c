import type { AnswerScalar, AnswerSpec } from './answers.ts';
import type { Json } from './json.ts';

/**
 * What an answer can be asked as on Rancher 2 (rancher/dashboard shell/components/Questions/index.vue), and `image`, which
 * is asked as a repository and a tag. Types that the dashboard has and that do not work or that share state between
 * questions (yaml, radio) are left out.
 */
export const chartQuestionTypes = [
  'string',
  'multiline',
  'password',
  'int',
  'float',
  'boolean',
  'enum',
  'hostname',
  'storageclass',
  'pvc',
  'secret',
  'configmap',
  'image',
] as const;

export type ChartQuestionType = (typeof chartQuestionTypes)[number];

/** An answer as a chart has it: a value, and mostly a question. */
export interface ChartAnswer {
  readonly spec: AnswerSpec;
  /** The way to it in values.yaml: `auth`, `password`. */
  readonly path: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly type: ChartQuestionType;
  /** Whether the form asks for it, unless it is fixed. */
  readonly isAsked: boolean;
  readonly required: boolean;
  /** The choices of an enum, as the schema has them; empty for other types. */
  readonly options: readonly AnswerScalar[];
  readonly group?: string;
  /** Used, and asked, only if these answers of the chart have these values. */
  readonly when: Readonly<Record<string, AnswerScalar>>;
  /** The value without an answer. */
  readonly default: Json;
}
