import type { Code } from '../diagnostics/codes.ts';
import { CatalogError, type Diagnostic } from '../diagnostics/diagnostic.ts';

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EEXIST: 'a file stands where a folder is needed',
  ENOTDIR: 'a part of this path is no folder',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
  EXDEV: 'a part of this folder lies on another file system, so it cannot be replaced in one step',
  EBUSY: 'the system holds this folder in use',
  EAGAIN: 'nothing is there to be read yet',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Whether a system call failed because nothing is there. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
}

/** A failed system call as one diagnostic; anything that is none is thrown on. */
export function fileDiagnostic(
  error: unknown,
  path: string,
  code: Code,
  hint?: string,
): Diagnostic {
  const system = codeOf(error);
  // Codes like ERR_INVALID_ARG_VALUE are Node's own word for a path that cannot be one.
  const message = system.startsWith('ERR_INVALID_ARG') ? 'this is no path' : reasons[system];
  if (system === '' || (system.startsWith('ERR_') && message === undefined)) throw error;
  return {
    code,
    severity: 'error',
    message: message ?? `the system says ${system}`,
    at: { file: path },
    ...(hint === undefined ? {} : { hint }),
  };
}

/** Runs what writes below `path`; a failing system call becomes a `target-unwritable`. */
export function writing<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof CatalogError) throw error;
    throw new CatalogError([fileDiagnostic(error, path, 'target-unwritable')]);
  }
}
