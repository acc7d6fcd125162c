import { lstatSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { shownName } from '../model/file-name.ts';

/** The fault of a file that a blueprint cannot have. */
export const partFault = (file: string, message: string, hint: string): Diagnostic => ({
  code: 'blueprint-file',
  severity: 'error',
  message,
  at: { file: shownName(file) },
  hint,
});

/** The fault of a part of a blueprint that is a symbolic link: any file of this computer could be published with it. */
export const linkFault = (file: string): Diagnostic =>
  partFault(
    file,
    'this is a symbolic link, so a copy of the blueprint would lack it',
    'put a copy of what it points to here',
  );

/**
 * Why `path`, relative to the folder of a blueprint, is not a part of it: it leads out of the folder, or it or a
 * directory on the way to it is a symbolic link. The folder itself can be one. Undefined for what is missing:
 * reading it reports that.
 */
export function faultOfPart(folder: string, path: string): Diagnostic | undefined {
  const parts = normalize(path).split(/[/\\]/);
  if (parts[0] === '..') {
    const message = 'this is not in the directory of the blueprint, so a copy of it would lack it';
    return partFault(join(folder, path), message, 'move it there, and correct its path');
  }
  let at = folder;
  for (const part of parts) {
    at = join(at, part);
    const stat = lstatSync(at, { throwIfNoEntry: false });
    if (!stat) return undefined;
    if (stat.isSymbolicLink()) return linkFault(at);
  }
  return undefined;
}
