import { lstatSync, readFileSync } from 'node:fs';
import { catalogError } from '../diagnostics/diagnostic.ts';
import { writing } from './file-diagnostic.ts';
import { writeWhole } from './write-file.ts';

/**
 * Throws unless a private file can be written: a file of this name is never replaced, unlike others of this program,
 * because a list of what was written would have a digest of its secrets.
 */
export function assertNoPrivate(path: string, content: string): void {
  const stat = writing(path, () => lstatSync(path, { throwIfNoEntry: false }));
  if (!stat) return;
  const isSame = stat.isFile() && writing(path, () => readFileSync(path, 'utf8')) === content;
  if (isSame) return;
  throw catalogError(
    'file-exists',
    'this file exists, and files with secrets are not replaced',
    'apply and delete it, or choose another directory',
    { file: path },
  );
}

/** Writes a file that only its owner can read. */
export function writePrivate(path: string, content: string): void {
  assertNoPrivate(path, content);
  writing(path, () => writeWhole(path, content, { mode: 0o600 }));
}
