import { randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CatalogError } from '../diagnostics/diagnostic.ts';
import { writing } from './file-error.ts';
import { assertNoLinks } from './write-tree.ts';

/** What writing a file did, or would do. */
export type FileAction = 'create' | 'replace' | 'unchanged';

/** What writing `text` to a file below `root` would do. A link in its place is refused. */
export function planFile(root: string, path: string, text: string): FileAction {
  const folder = dirname(path);
  if (folder !== '.') assertNoLinks(root, folder);
  const target = join(root, path);
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (!stat) return 'create';
  if (stat.isFile()) return readFileSync(target, 'utf8') === text ? 'unchanged' : 'replace';
  throw new CatalogError([
    {
      code: 'path-unsafe',
      severity: 'error',
      message: 'this is no regular file, and is not written to',
      at: { file: target },
      hint: 'remove it',
    },
  ]);
}

/** Writes a file below `root`: a crash leaves the old one or the new one whole. */
export function writeFile(root: string, path: string, text: string): void {
  const target = join(root, path);
  writing(target, () => {
    mkdirSync(dirname(target), { recursive: true });
    const draft = `${target}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      writeFileSync(draft, text, { flag: 'wx' });
      renameSync(draft, target);
    } finally {
      rmSync(draft, { force: true });
    }
  });
}
