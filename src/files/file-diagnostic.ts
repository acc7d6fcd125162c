import type { Code } from '../diagnostics/codes.ts';
import { CatalogError, type Diagnostic } from '../diagnostics/diagnostic.ts';

const reasons: Record<string, string> = {
  ENOENT: 'no such file or directory',
  EEXIST: 'a file or a broken link has the name of a directory that is needed',
  ENOTDIR: 'a path component is not a directory',
  EISDIR: 'this is a directory, not a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota is used up',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
  EXDEV: 'a part of this directory is on another file system, so it cannot be replaced atomically',
  EBUSY: 'the system is using this directory',
  EAGAIN: 'there is nothing to read yet',
};

/** Those that mean something else where a file is to be written. */
const writingReasons: Record<string, string> = {
  ENOENT: 'no file or directory can be created here',
};

const elsewhere = 'choose another directory';

/** What to do about a file that cannot be written. */
const writingHints: Record<string, string> = {
  ENOENT: elsewhere,
  EEXIST: 'choose another directory, or move what is there',
  ENOTDIR: elsewhere,
  EACCES: 'choose another directory, or change the permissions of this one',
  EPERM: 'choose another directory, or change the permissions of this one',
  EROFS: elsewhere,
  ENOSPC: 'free some space, or choose another directory',
  EDQUOT: 'free some space, or choose another directory',
  ELOOP: elsewhere,
  ENAMETOOLONG: 'choose a shorter name',
  EXDEV: elsewhere,
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Whether a system call failed because the file does not exist. */
export function isMissing(error: unknown): boolean {
  return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
}

/** A failed system call as one diagnostic, with a hint that fits it or the one given; any other error is thrown again. */
export function fileDiagnostic(
  error: unknown,
  path: string,
  code: Code,
  hint?: string,
): Diagnostic {
  const system = codeOf(error);
  // Codes like ERR_INVALID_ARG_VALUE are Node's codes for an invalid path.
  const isWriting = code === 'target-unwritable';
  const known = (isWriting ? writingReasons[system] : undefined) ?? reasons[system];
  const message = system.startsWith('ERR_INVALID_ARG') ? 'not a valid path' : known;
  const advice = hint ?? (isWriting ? writingHints[system] : undefined);
  if (system === '' || (system.startsWith('ERR_') && message === undefined)) throw error;
  return {
    code,
    severity: 'error',
    message: message ?? `system error ${system}`,
    at: { file: path },
    ...(advice === undefined ? {} : { hint: advice }),
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
