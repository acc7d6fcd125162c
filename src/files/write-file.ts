import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogError } from '../diagnostics/diagnostic.ts';
import { writing } from './file-diagnostic.ts';
import { assertNoLinks } from './write-tree.ts';
import { makeFolder } from '../process/make-folder.ts';

interface WriteOptions {
  /** Permission bits, whatever the umask is. @default those that the umask leaves */
  readonly mode?: number;
  /** @default this user and its group */
  readonly owner?: { readonly uid: number; readonly gid: number };
  /** Whether to wait until it is on the disk. @default true */
  readonly flush?: boolean;
}

/**
 * Writes a draft beside the target and renames it, so that a crash leaves the old file or the new
 * one whole. The draft has a name that cannot be known before, and is not written through a link.
 */
export function writeWhole(
  target: string,
  content: string | Buffer,
  { mode, owner, flush = true }: WriteOptions = {},
): void {
  const draft = `${target}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeFileSync(draft, content, {
      flag: 'wx',
      flush,
      ...(mode === undefined ? {} : { mode }),
    });
    if (owner) giveTo(draft, owner);
    if (mode !== undefined) chmodSync(draft, mode);
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Only root can give a file to another user. Every other user keeps it, and the file its content. */
function giveTo(path: string, { uid, gid }: { readonly uid: number; readonly gid: number }): void {
  try {
    chownSync(path, uid, gid);
  } catch {
    // The file then belongs to who runs this.
  }
}

/** Replaces the text of a file that exists, and keeps its mode and its owner. */
export function replaceFile(path: string, text: string): void {
  writing(path, () => {
    // The target of a link is replaced, not the link.
    const target = realpathSync(path);
    const { mode, uid, gid } = lstatSync(target);
    writeWhole(target, text, { mode: mode & 0o7777, owner: { uid, gid } });
  });
}

/** Writes a file whose content has a mark of this program; replaces only a file with this mark. */
export function replaceMarked(path: string, text: string, mark: string): void {
  writing(path, () => {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat && !(stat.isFile() && readFileSync(path, 'utf8').includes(mark))) {
      throw catalogError(
        'file-exists',
        'this file exists, and this program did not write it',
        'choose another name, or remove it',
        { file: path },
      );
    }
    writeWhole(path, text);
  });
}

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
  throw catalogError(
    'path-unsafe',
    'this is not a regular file, and is not overwritten',
    'remove it',
    { file: target },
  );
}

/** Writes a file below `root`, and the folders on the way to it. */
export function writeFile(root: string, path: string, text: string): void {
  const target = join(root, path);
  writing(target, () => {
    makeFolder(dirname(target));
    writeWhole(target, text);
  });
}
