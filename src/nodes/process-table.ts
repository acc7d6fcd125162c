import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** All processes whose environment has this `NAME=value`, or whose working folder is `folder`. */
export function processesOf(marker: string, folder: string): number[] {
  const line = `${marker}\0`;
  const isOwn = (pid: string): boolean => {
    try {
      // A server overwrites its environment with its title, but works in its data folder.
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

/** Sends a signal to each that is still there. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended meanwhile.
    }
  }
}

const rounds = 40;
const pauseMs = 5;

/** Kills all of them without leaving the turn: for the very end of this process. */
export function killNow(find: () => readonly number[]): void {
  const clock = new Int32Array(new SharedArrayBuffer(4));
  // What forks between the look and the signal is seen by the next look.
  for (let round = 0; round < rounds; round += 1) {
    const pids = find();
    if (pids.length === 0) return;
    signalAll(pids, 'SIGKILL');
    Atomics.wait(clock, 0, 0, pauseMs);
  }
}
