import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writing } from './file-diagnostic.ts';
import { replaceFile } from './write-file.ts';

/** Replaces the texts of files, and moves files. Paths are relative to `root`. */
export function writeFixes(
  root: string,
  texts: ReadonlyMap<string, string>,
  moves: ReadonlyMap<string, string>,
): void {
  for (const [path, text] of texts) writing(path, () => replaceFile(join(root, path), text));
  for (const [from, to] of moves) {
    writing(to, () => {
      mkdirSync(dirname(join(root, to)), { recursive: true });
      renameSync(join(root, from), join(root, to));
    });
  }
}
