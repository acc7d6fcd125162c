import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/**
 * Creates a folder and those on the way to it. Returns those that did not exist, the outermost first. Throws the error of
 * the system call that failed. `mode` has the permissions of new folders, from which the umask takes its own.
 *
 * `mkdirSync` with `recursive` never returns where a file system refuses new names with ENOENT, as /proc does: Node 20
 * then creates the parent and tries again, without end (MKDirpSync in src/node_file.cc).
 */
export function makeFolder(path: string, mode = 0o777): string[] {
  if (isFolder(path)) return [];
  const parent = dirname(path);
  const made = parent === path ? [] : makeFolder(parent, mode);
  try {
    mkdirSync(path, { mode });
    return [...made, path];
  } catch (error) {
    // Another run created it meanwhile.
    if (isFolder(path)) return made;
    throw error;
  }
}
