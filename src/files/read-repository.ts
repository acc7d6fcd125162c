import { lstatSync, readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { catalogError } from '../diagnostics/diagnostic.ts';
import { readable } from './readable.ts';
import { isStage } from './stage-lock.ts';

/** More than any repository of charts and entries has; a directory with packages in it can be endless. */
const mostPaths = 200_000;

/** A directory as a commit of it would be, without ignored files being left out. */
export interface RepositoryFolder {
  /** Path → mode of git: `100644`, `100755`, or `120000` for a symbolic link. */
  readonly modes: ReadonlyMap<string, string>;
  read(path: string): Uint8Array;
}

function modeOf(entry: Dirent, path: string): string | undefined {
  if (entry.isSymbolicLink()) return '120000';
  if (!entry.isFile()) return undefined;
  return (lstatSync(path).mode & 0o111) === 0 ? '100644' : '100755';
}

function walk(root: string, below: string, modes: Map<string, string>): void {
  for (const entry of readdirSync(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      if (entry.name !== '.git' && !isStage(path)) walk(root, path, modes);
      continue;
    }
    const mode = modeOf(entry, join(root, path));
    if (mode === undefined) continue;
    if (modes.size >= mostPaths) {
      throw catalogError(
        'not-a-catalog',
        `there are more than ${mostPaths} files in this directory`,
        'pass the directory of a repository',
        { file: root },
      );
    }
    modes.set(path, mode);
  }
}

/** The files and links below a directory, without those of git and of a run that writes. Links are not followed. */
export function readRepository(root: string): RepositoryFolder {
  const modes = new Map<string, string>();
  readable(root, () => walk(root, '', modes));
  return {
    modes,
    read: (path) => readable(join(root, path), () => readFileSync(join(root, path))),
  };
}
