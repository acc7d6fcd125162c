import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Code } from '../diagnostics/codes.ts';
import { catalogError, CatalogError } from '../diagnostics/diagnostic.ts';
import { fileDiagnostic, isMissing } from './file-diagnostic.ts';

/** What a directory of the command line must be. */
export interface ExpectedFolder {
  /** As in messages: `a catalog`. */
  readonly of: string;
  /** What to do if it does not exist. */
  readonly missingHint: string;
  /** What to do if it is a file. @default to pass a directory */
  readonly fileHint?: string;
  /** The code if it does not exist. @default file-missing */
  readonly missingCode?: Code;
}

/** Throws unless a path of the command line is a directory that has files of its own. */
export function assertFolder(path: string, expected: ExpectedFolder): void {
  const { of, missingHint, missingCode = 'file-missing' } = expected;
  let isDirectory;
  try {
    isDirectory = statSync(resolve(path)).isDirectory();
  } catch (error) {
    const found = isMissing(error)
      ? fileDiagnostic(error, path, missingCode, missingHint)
      : fileDiagnostic(error, path, 'file-unreadable');
    throw new CatalogError([found]);
  }
  const at = { file: path };
  const hint = expected.fileHint ?? `pass the directory of ${of}`;
  if (!isDirectory) {
    throw catalogError('not-a-catalog', 'this is a file, not a directory', hint, at);
  }
  if (!isBareRepository(path)) return;
  const target = path.endsWith('.git') ? path.slice(0, -'.git'.length) : `${path}-checkout`;
  throw catalogError(
    'not-a-catalog',
    'this is a bare git repository, which has no files checked out',
    `clone it first: git clone ${path} ${target}`,
    at,
  );
}

/** The names in a directory; none if it cannot be read, which is reported when its files are read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(resolve(folder));
  } catch {
    return [];
  }
}

function isBareRepository(folder: string): boolean {
  const names = new Set(namesIn(folder));
  return ['HEAD', 'objects', 'refs'].every((name) => names.has(name));
}

/** Whether a directory is a git repository whose files are not checked out. */
export function isNotCheckedOut(folder: string): boolean {
  const names = namesIn(folder);
  return names.length === 1 && names[0] === '.git';
}
