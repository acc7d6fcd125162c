import { linkSync, lstatSync, readFileSync, renameSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogError } from '../diagnostics/diagnostic.ts';
import { writing } from './file-diagnostic.ts';
import { planFile, replaceFile } from './write-file.ts';
import { assertNoLinks } from './write-tree.ts';
import { makeFolder } from '../process/make-folder.ts';

/** What to write. Paths are relative to the root. */
export interface Fixes {
  /** Path → the new text. */
  readonly texts: ReadonlyMap<string, string>;
  /** From → to. */
  readonly moves: ReadonlyMap<string, string>;
}

/** A file that is not what the fixes were planned for: it was edited since, or is not text. */
function assertSame(root: string, path: string, planned: string): void {
  if (readFileSync(join(root, path)).equals(Buffer.from(planned))) return;
  throw catalogError(
    'target-busy',
    'this file has changed since it was read, and is not overwritten',
    'run the command again',
    { file: join(root, path) },
  );
}

/** Moves a file to a name that does not exist. */
function moveFile(from: string, to: string): void {
  try {
    // Unlike a rename, this fails if the name exists.
    linkSync(from, to);
  } catch (error) {
    if (lstatSync(to, { throwIfNoEntry: false })) throw error;
    // The file system does not have hard links.
    renameSync(from, to);
    return;
  }
  unlinkSync(from);
}

/**
 * Replaces the texts of files, and moves files. `textOf` is what each file had when the fixes were planned.
 * No link below `root` is followed, no file that has changed is replaced, and no existing file is moved onto.
 */
export function writeFixes(
  root: string,
  { texts, moves }: Fixes,
  textOf: (path: string) => string | undefined,
): void {
  for (const [path, text] of texts) {
    writing(path, () => {
      // Refuses links and what is not a regular file.
      planFile(root, path, text);
      assertSame(root, path, textOf(path) ?? '');
      replaceFile(join(root, path), text);
    });
  }
  for (const [from, to] of moves) {
    writing(to, () => {
      assertNoLinks(root, dirname(to));
      makeFolder(dirname(join(root, to)));
      moveFile(join(root, from), join(root, to));
    });
  }
}
