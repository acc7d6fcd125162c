import type { AnswerScalar } from './answers.ts';

/** What is counted for a promise: containers of its services, or hosts that have one. */
export type SurvivalCount = 'containers' | 'hosts';

/** What must be left of services when hosts are lost, as blueprint.yml states it. */
export interface SurvivalSetting {
  /** Without a colon. */
  readonly name: string;
  readonly services: readonly string[];
  /** A whole number, or an expression over answers such as `max(quorum, sentinels / 2 + 1)`. */
  readonly at_least: number | string;
  /** @default "containers" */
  readonly count?: SurvivalCount;
  /** It is promised only with these answers, which Rancher never asks. @default always */
  readonly when?: Readonly<Record<string, AnswerScalar>>;
}

/** A promise as an entry states it, for which its blueprint is not needed. */
export interface StatedPromise {
  readonly name: string;
  readonly services: readonly string[];
  readonly count: SurvivalCount;
  /** An expression over the variables of questions. */
  readonly atLeast: string;
}
