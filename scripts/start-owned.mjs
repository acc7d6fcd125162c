// Programs that end with this process: also when it gets a signal, or when the program that started it has ended.
// A signal to npm ends the shell between npm and this process, and nothing else.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const owned = new Set();
/** The exit code of this process as soon as all of them have ended. */
let endsWith;

/** Each is the first of its process group, together with what it starts: npm packages often start a program. */
function signalGroup({ pid }, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}

function endAll(signal) {
  if (endsWith !== undefined) return;
  endsWith = 128 + constants.signals[signal];
  for (const child of owned) signalGroup(child, 'SIGTERM');
  // Those that ignore it.
  setTimeout(() => {
    for (const child of owned) signalGroup(child, 'SIGKILL');
  }, 10_000).unref();
  if (owned.size === 0) process.exit(endsWith);
}

function watch() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) process.on(signal, endAll);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) endAll('SIGTERM');
  }, 500).unref();
}

let isWatching = false;

/** Whether this process is about to end: its programs have got a signal. */
export const isEnding = () => endsWith !== undefined;

/** Starts a program, which ends with this process; at once if this process is about to end. */
export function startOwned(command, args, options) {
  if (!isWatching) watch();
  isWatching = true;
  const child = spawn(command, args, { ...options, detached: true });
  owned.add(child);
  // The first listener: nothing else starts when the last one has ended.
  const onEnd = () => {
    owned.delete(child);
    if (endsWith !== undefined && owned.size === 0) process.exit(endsWith);
  };
  child.on('error', onEnd);
  child.on('close', onEnd);
  if (endsWith !== undefined) signalGroup(child, 'SIGKILL');
  return child;
}
