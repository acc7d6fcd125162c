import type { Drill } from '../../cluster/drills/drill.ts';
import type { FinishedDrill } from './finished-drill.ts';

/** Takes what happens while drills run. */
export interface DrillReporter {
  /** Progress of what comes before the drills, such as the build of an image. */
  log(text: string): void;
  /** Called once, before the first drill. */
  start(total: number): void;
  /** A drill that cannot be done with this runtime is not run. */
  leaveOut(drill: Drill, reason: string): void;
  /** A drill begins, also when it begins again. `expectedS` is a guess, in seconds. */
  begin(drill: Drill, expectedS: number): void;
  /** A step of a drill begins. */
  step(drill: Drill, step: string): void;
  /** A drill was only slow, and will run again. */
  slow(drill: Drill, first: FinishedDrill): void;
  /** A drill has its result; called once for each, after all its runs. */
  end(drill: Drill, finished: FinishedDrill): void;
  /** Ctrl-C ended a drill that had begun: it neither passed nor failed. */
  interrupt(drill: Drill): void;
}
