import { spawnSync } from 'node:child_process';

/**
 * Runs a program and waits without returning to the event loop: for the very end of this process.
 * Returns its trimmed output; empty when it fails or takes longer than `timeoutMs`.
 */
export function runNow(program: string, args: readonly string[], timeoutMs: number): string {
  const ended = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  return ended.status === 0 ? ended.stdout.trim() : '';
}
