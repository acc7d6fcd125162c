import {
  chmodSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogError, CatalogError } from '../diagnostics/diagnostic.ts';
import type { FileTree } from '../model/file-tree.ts';
import { isMissing } from './file-diagnostic.ts';
import { makeFolder } from '../process/make-folder.ts';

/** Refuses when a folder on the way from the root to the target is a link: it can lead anywhere. */
export function assertNoLinks(root: string, target: string): void {
  let path = root;
  for (const part of target.split('/')) {
    path = join(path, part);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    if (!stat.isDirectory()) {
      throw new CatalogError([
        {
          code: 'path-unsafe',
          severity: 'error',
          message: stat.isSymbolicLink()
            ? 'this is a symbolic link, which is not followed'
            : 'this is not a directory',
          at: { file: path },
          hint: 'remove it, or choose another directory',
        },
      ]);
    }
  }
}

/** Refuses when a folder on the way to a file is a link, or what has its name is not a file. */
export function assertFileCanBe(root: string, target: string): void {
  assertNoLinks(root, dirname(target));
  const path = join(root, target);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat || stat.isFile()) return;
  if (stat.isDirectory()) throw inTheWay(path);
  throw catalogError(
    'path-unsafe',
    stat.isSymbolicLink()
      ? 'this is a symbolic link, which is not followed'
      : 'this is not a regular file',
    'remove it, or choose another directory',
    { file: path },
  );
}

/** Writes all files of a tree below a folder that exists. */
export function writeTree(folder: string, tree: FileTree): void {
  const made = new Set<string>(['.']);
  for (const [path, file] of tree) {
    const parent = dirname(path);
    if (!made.has(parent)) {
      makeFolder(join(folder, parent));
      made.add(parent);
    }
    writeFileSync(join(folder, path), file.content, { mode: file.mode, flag: 'wx' });
  }
}

/** A file in two places: the same bytes without copying them, where the file system can. */
function linkFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function inTheWay(path: string): CatalogError {
  return new CatalogError([
    {
      code: 'path-unsafe',
      severity: 'error',
      message: 'this is a directory, and a generated file has its name',
      at: { file: path },
      hint: 'move it',
    },
  ]);
}

/**
 * Links all that is in `from` into `to`, except what is there already, and the paths that are left out; links stay
 * links. `below` is where `from` is in the folder that the paths start from.
 */
export function linkMissing(
  from: string,
  to: string,
  leftOut: ReadonlySet<string>,
  below = '',
): void {
  let entries;
  try {
    entries = readdirSync(from, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  for (const entry of entries) {
    const path = `${below}${entry.name}`;
    if (leftOut.has(path)) continue;
    const [old, fresh] = [join(from, entry.name), join(to, entry.name)];
    const present = lstatSync(fresh, { throwIfNoEntry: false });
    if (entry.isDirectory()) {
      if (present && !present.isDirectory()) throw inTheWay(old);
      if (!present) {
        mkdirSync(fresh);
        chmodSync(fresh, lstatSync(old).mode & 0o7777);
      }
      linkMissing(old, fresh, leftOut, `${path}/`);
    } else if (!present) {
      if (entry.isSymbolicLink()) symlinkSync(readlinkSync(old), fresh);
      else linkFile(old, fresh);
    }
  }
}
