import { runProgram } from './run-program.ts';

/** A program that ended with another status than 0, could not be started, or took too long. */
export class ProgramError extends Error {
  constructor(program: string, args: readonly string[], reason: string) {
    super(`${program} ${args[0] ?? ''} failed: ${reason.split('\n')[0] ?? ''}`);
  }
}

/** Runs a program of the system that must succeed; returns what it printed. Throws a ProgramError. */
export async function runChecked(
  program: string,
  args: readonly string[],
  timeoutMs = 10_000,
): Promise<string> {
  const { code, stdout, stderr, failure } = await runProgram(program, args, { timeoutMs });
  if (code === 0 && !failure) return stdout.toString();
  const reason = failure?.message ?? stderr.toString().trim();
  throw new ProgramError(
    program,
    args,
    reason === '' ? `exit status ${code ?? 'unknown'}` : reason,
  );
}
