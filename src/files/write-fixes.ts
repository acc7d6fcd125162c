import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writing } from './file-error.ts';

/** Writes new texts over files, each as a whole or not at all, and moves files. */
export function writeFixes(
  root: string,
  texts: ReadonlyMap<string, string>,
  moves: ReadonlyMap<string, string>,
): void {
  for (const [path, text] of texts) {
    const target = join(root, path);
    writing(path, () => {
      writeFileSync(`${target}.tmp`, text);
      renameSync(`${target}.tmp`, target);
    });
  }
  for (const [from, to] of moves) {
    writing(to, () => {
      mkdirSync(dirname(join(root, to)), { recursive: true });
      renameSync(join(root, from), join(root, to));
    });
  }
}
