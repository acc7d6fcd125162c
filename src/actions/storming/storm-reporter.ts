import type { RoundResult } from '../../cluster/storm/round-result.ts';
import type { StormSetup } from './storm-options.ts';

/** Takes what happens during a storm. */
export interface StormReporter {
  /** Progress of what comes before the storm, such as the build of an image. */
  log(text: string): void;
  /** Called once, before the first round. */
  start(setup: StormSetup): void;
  /** What is done now, in a few words. */
  step(text: string): void;
  /** A round has its result. `faults` describes what happened. */
  round(result: RoundResult, faults: string): void;
}
