import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** How a program that stays is started. */
export interface StartOptions {
  /** A file that its output is appended to. @default discarded */
  readonly logFile?: string;
  /** Its whole environment. @default that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** @default / */
  readonly cwd?: string;
  /** Who runs it. @default the user of this process */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined;
  /** Called when it ends: with null when a signal ended it, or it could not be started. */
  readonly onEnd?: (code: number | null) => void;
}

/** A program that stays, such as a server. */
export interface StartedProgram {
  /** Resolves when it ends, after `onEnd`. */
  readonly ended: Promise<number | null>;
  readonly hasEnded: boolean;
  /** Signals it alone, not what it started. */
  kill(signal: NodeJS.Signals): void;
}

/** Starts a program in a process group of its own, and leaves it running. */
export function startProgram(
  program: string,
  args: readonly string[],
  { logFile, env, cwd = '/', user, onEnd }: StartOptions = {},
): StartedProgram {
  const log = logFile === undefined ? 'ignore' : openSync(logFile, 'a', 0o600);
  const child = spawn(program, args, {
    ...user,
    stdio: ['ignore', log, log],
    detached: true,
    cwd,
    env: env ?? process.env,
  });
  if (typeof log === 'number') closeSync(log);
  let hasEnded = false;
  const ended = new Promise<number | null>((resolve) => {
    const end = (code: number | null) => {
      if (hasEnded) return;
      hasEnded = true;
      onEnd?.(code);
      resolve(code);
    };
    child.once('exit', end);
    // Also when a signal cannot be sent: then it still runs.
    child.on('error', () => {
      if (child.pid === undefined) end(null);
    });
  });
  return {
    ended,
    get hasEnded() {
      return hasEnded;
    },
    kill: (signal) => void child.kill(signal),
  };
}
