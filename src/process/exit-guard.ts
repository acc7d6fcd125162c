import { constants } from 'node:os';

const cleanups = new Set<() => void>();
let isInstalled = false;

function runAll(): void {
  for (const cleanup of [...cleanups].toReversed()) cleanup();
  cleanups.clear();
}

/**
 * Signals that end a process by default. Without SIGINT, which stops a command in an orderly way,
 * SIGUSR1 and SIGPROF, which Node and V8 use, and those of a crash.
 */
const fatalSignals = [
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  'SIGABRT',
  'SIGALRM',
  'SIGUSR2',
  'SIGVTALRM',
  'SIGXCPU',
  'SIGXFSZ',
  'SIGIO',
  'SIGSYS',
  'SIGTRAP',
  'SIGPWR',
  'SIGSTKFLT',
] as const;

/**
 * Has `cleanup` called when this process ends before `release` is called, however it ends short of
 * SIGKILL. It must not wait for anything: nothing runs after it.
 */
export function guardExit(cleanup: () => void): { release(): void } {
  if (!isInstalled) {
    isInstalled = true;
    process.on('exit', runAll);
    // With a listener, Node no longer ends by itself; the code is what a shell reports for the signal.
    for (const signal of fatalSignals) {
      process.on(signal, () => process.exit(128 + constants.signals[signal]));
    }
  }
  cleanups.add(cleanup);
  return { release: () => void cleanups.delete(cleanup) };
}
