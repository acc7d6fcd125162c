import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * A failed system call (a read-only folder, a full disk, a program that is not there) as a diagnostic;
 * undefined for any other error, which is a bug.
 */
export function systemFault(error: unknown): readonly Diagnostic[] | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  const { path } = error as NodeJS.ErrnoException;
  return [
    {
      code: 'system-call',
      severity: 'error',
      message: error.message,
      ...(path === undefined ? {} : { at: { file: path } }),
    },
  ];
}
