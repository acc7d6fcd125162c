import { cannotCodes } from './codes.ts';
import type { Diagnostic } from './diagnostic.ts';

/** The exit code after Ctrl-C: 128 + SIGINT, as a shell has it. */
export const interruptedCode = 130;

/** 0 without errors; 2 if the work could not be done because of one of them; otherwise 1. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): 0 | 1 | 2 {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return 0;
  return errors.some(({ code }) => cannotCodes.has(code)) ? 2 : 1;
}
