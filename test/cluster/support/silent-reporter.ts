import type { DrillReporter } from '../../../src/actions/drilling/drill-reporter.ts';

/** Takes what happens while drills run, and prints nothing. */
export const silentReporter: DrillReporter = {
  log: () => {},
  start: () => {},
  leaveOut: () => {},
  begin: () => {},
  step: () => {},
  slow: () => {},
  end: () => {},
  interrupt: () => {},
};
