import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin } from './bundle.ts';
import { endOf } from './end-of.ts';
import { gitVariables } from './git.ts';
import type { Ran } from './run-cli.ts';

interface Started {
  readonly pid: number;
  readonly ended: Promise<Ran>;
}

/** Starts the program in a separate process, which is ended after two minutes. */
export function start(
  folder: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Started {
  const child = spawn(process.execPath, [bin, ...argv], {
    cwd: folder,
    env: { ...process.env, ...gitVariables, XDG_CACHE_HOME: join(folder, 'cache'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = endOf(child).then(([code]) => ({ code, stdout, stderr }));
  return { pid: child.pid ?? 0, ended };
}

/** Starts a server that ends with this process, however that ends. */
export function startLeashed(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ChildProcess {
  const child = spawn(program, args, options);
  if (child.pid === undefined) return child;
  // Its input ends with this process. The kernel's own signal for that (PR_SET_PDEATHSIG) is lost with a change of user.
  // Only words of the shell: tests change PATH.
  const script = 'while read -r line; do :; done; kill "$1"';
  const guard = spawn('/bin/sh', ['-c', script, 'sh', String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.on('exit', () => void guard.kill());
  return child;
}

/** The ids of a process and of its descendants, from /proc; its own is the last. */
export function familyOf(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    return [...children.filter(Boolean).flatMap((child) => familyOf(Number(child))), pid];
  } catch {
    return [pid];
  }
}

/** Kills processes; a negative id is that of a process group. */
export function kill(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has already exited.
    }
  }
}

/** Whether a process runs; a zombie has ended. */
export function isAlive(pid: number): boolean {
  try {
    return !/^\S+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
