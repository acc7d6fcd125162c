import { spawn } from 'node:child_process';
import { guardExit } from './exit-guard.ts';

/** What a program printed, and how it ended: undefined when it was killed. */
export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | undefined;
}

/** Runs a program that is killed when it takes too long, at the signal, or when this one ends. */
export async function runLeashed(
  command: readonly string[],
  options: {
    readonly timeoutMs: number;
    readonly signal: AbortSignal;
    readonly variables?: Readonly<Record<string, string>>;
  },
): Promise<Ended> {
  const [program = '', ...words] = command;
  const child = spawn(program, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, ...options.variables },
  });
  const kill = () => {
    child.kill('SIGKILL');
  };
  const guard = guardExit(kill);
  const timer = setTimeout(kill, options.timeoutMs);
  options.signal.addEventListener('abort', kill, { once: true });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const code = await new Promise<number | undefined>((resolve) => {
    child.once('error', (error) => {
      output.stderr += error.message;
      resolve(undefined);
    });
    child.once('close', (status) => resolve(status ?? undefined));
  });
  clearTimeout(timer);
  options.signal.removeEventListener('abort', kill);
  guard.release();
  return { ...output, code };
}
