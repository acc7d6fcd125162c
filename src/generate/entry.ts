import type { Answers } from '../model/answers.ts';

/** One entry to be rendered: an answers file, checked. */
export interface Entry {
  /** The template's folder. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly answers: Answers;
}
