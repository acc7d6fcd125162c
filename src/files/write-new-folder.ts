import { lstatSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { catalogError } from '../diagnostics/diagnostic.ts';
import type { FileTree } from '../model/file-tree.ts';
import { makeFolder } from '../process/make-folder.ts';
import { writing } from './file-diagnostic.ts';
import { writeTree } from './write-tree.ts';

/** Throws unless a folder is missing or empty. A link is refused: it can lead anywhere. */
export function assertNewFolder(folder: string): void {
  const stat = writing(folder, () => lstatSync(folder, { throwIfNoEntry: false }));
  if (!stat) return;
  const at = { file: folder };
  const hint = 'choose a directory that does not exist yet';
  if (!stat.isDirectory()) {
    throw catalogError('file-exists', 'this exists, and is not a directory', hint, at);
  }
  if (writing(folder, () => readdirSync(folder)).length === 0) return;
  throw catalogError('file-exists', 'this directory exists, and is not empty', hint, at);
}

function fill(folder: string, tree: FileTree): void {
  // Inside the folder, which can be a file system of its own, or the working directory.
  const stage = mkdtempSync(join(folder, '.rancher-catalog-new-'));
  try {
    writeTree(stage, tree);
    for (const name of readdirSync(stage)) renameSync(join(stage, name), join(folder, name));
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** Writes a tree into a folder that is missing or empty. */
export function writeNewFolder(folder: string, tree: FileTree): void {
  assertNewFolder(folder);
  writing(folder, () => {
    const target = resolve(folder);
    const made = makeFolder(target);
    try {
      fill(target, tree);
    } catch (error) {
      for (const each of made.toReversed()) if (readdirSync(each).length === 0) rmdirSync(each);
      throw error;
    }
  });
}
