import { execFile } from 'node:child_process';

/** What a program printed; it ended with 0. */
export async function runBounded(
  program: string,
  words: readonly string[],
  timeoutMs = 10_000,
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      words,
      { timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (!error) resolve(stdout);
        else reject(new ProgramError(program, words, stderr.trim() || error.message));
      },
    );
  });
}

/** A program that ended with another status than 0, could not be started, or took too long. */
export class ProgramError extends Error {
  constructor(program: string, words: readonly string[], said: string) {
    super(`${program} ${words[0] ?? ''} failed: ${said.split('\n')[0] ?? ''}`);
  }
}
