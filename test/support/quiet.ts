import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

const quietWithinMs = 30_000;

/** The time that all cores have spent so far in ms: in total, and idle. */
function spent(): { readonly all: number; readonly idle: number } {
  const times = cpus().map(({ times: { user, nice, sys, idle, irq } }) => ({
    all: user + nice + sys + idle + irq,
    idle,
  }));
  const sum = (of: 'all' | 'idle') => times.reduce((total, each) => total + each[of], 0);
  return { all: sum('all'), idle: sum('idle') };
}

/** Waits until half of the machine has been idle for a second, up to a limit. */
export async function untilQuiet(): Promise<void> {
  const until = performance.now() + quietWithinMs;
  while (performance.now() < until) {
    const before = spent();
    await sleep(1000);
    const after = spent();
    if ((after.idle - before.idle) / (after.all - before.all) > 0.5) return;
  }
}
