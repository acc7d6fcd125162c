import { constants } from 'node:os';

const cleanups = new Set<() => void>();
let isInstalled = false;

function runAll(): void {
  for (const cleanup of [...cleanups].toReversed()) cleanup();
  cleanups.clear();
}

/**
 * Has `cleanup` called when this process ends before `release` is called, however it ends short of
 * SIGKILL. It must not wait for anything: nothing runs after it.
 */
export function guardExit(cleanup: () => void): { release(): void } {
  if (!isInstalled) {
    isInstalled = true;
    process.on('exit', runAll);
    // With a listener, Node no longer ends by itself; the code is what a shell reports for the signal.
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => process.exit(128 + constants.signals[signal]));
    }
  }
  cleanups.add(cleanup);
  return { release: () => void cleanups.delete(cleanup) };
}
