import type { Source } from '../../source/source.ts';
import type { Pointer } from '../../model/pointer.ts';

/** What a check compares a value with. */
export const operators = ['equals', 'contains', 'lacks', 'matches'] as const;

export type Operator = (typeof operators)[number];

/** A check of one value of a result. */
export interface Check {
  /** The way to the value: keys, and indexes of lists. */
  readonly path: readonly string[];
  readonly operator: Operator;
  /** The place of what it is compared with, in the file. */
  readonly pointer: Pointer;
}

/** A case of a test file; its form is checked, its answers are not. */
export interface TestCase {
  readonly name: string;
  /** The case in its file. */
  readonly pointer: Pointer;
  /** The file. */
  readonly source: Source;
  /** Variable → what the user enters. */
  readonly launch: ReadonlyMap<string, string>;
  /** What services, questions and files must have; by their names. */
  readonly expected: ReadonlyMap<'services' | 'questions' | 'files', unknown>;
  readonly checks: readonly Check[];
  /** Codes or words of errors. */
  readonly refused: readonly string[];
  /** Codes or words of warnings. */
  readonly warned: readonly string[];
  /** The name of a golden file. */
  readonly golden: string | undefined;
}

/** What Rancher makes of an entry, as cases see it. */
export interface TestResult {
  /** Name → the service, as `launch --yaml` prints it; `environment` is a map. */
  readonly services: Readonly<Record<string, unknown>>;
  /** Variable → the question. */
  readonly questions: Readonly<Record<string, unknown>>;
  /** Path → the text of the file. */
  readonly files: Readonly<Record<string, string>>;
}
