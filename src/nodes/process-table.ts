import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** All processes whose environment has this `NAME=value`, or whose working folder is `folder`. */
export function processesOf(marker: string, folder: string): number[] {
  const line = `${marker}\0`;
  const isOwn = (pid: string): boolean => {
    try {
      // A server overwrites its environment with its title, but its working folder is its data folder.
      if (readlinkSync(`/proc/${pid}/cwd`) === folder) return true;
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(line);
    } catch {
      return false;
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && isOwn(name))
    .map(Number);
}

/** Sends a signal to each process that is still running. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended.
    }
  }
}

const rounds = 40;
const pauseMs = 5;

/** Kills all of them synchronously: for the exit of this process. */
export function killNow(find: () => readonly number[]): void {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  // The next round finds processes that were forked between the search and the signal.
  for (let round = 0; round < rounds; round += 1) {
    const pids = find();
    if (pids.length === 0) return;
    signalAll(pids, 'SIGKILL');
    Atomics.wait(clock, 0, 0, pauseMs);
  }
}
