import type { ChildProcess } from 'node:child_process';

/** Processes that a killed one leaves behind can hold its pipes open. */
const heldOpenMs = 2000;

/**
 * The exit code or the signal of a process, once all that it wrote has been read. At `exit`, the last of it can still
 * be in a pipe; `close` waits for every process that has the pipe, so only for two seconds more.
 */
export async function endOf(
  child: ChildProcess,
): Promise<[code: number | null, signal: NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve([code, signal]));
    child.once('exit', (code, signal) => {
      setTimeout(() => resolve([code, signal]), heldOpenMs);
    });
  });
}
