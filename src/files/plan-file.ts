import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { bytesOf, type TreeFile } from '../model/file-tree.ts';
import { readable } from './readable.ts';
import { inTheWay } from './plan-folder.ts';
import type { WrittenFiles } from './written-files.ts';

/** What writing one file would do to what is there. */
export interface FilePlan {
  readonly action: 'create' | 'update' | 'unchanged';
  readonly diagnostics: readonly Diagnostic[];
}

/** A file in a folder that others write to, too. */
export interface PlannedPath {
  readonly root: string;
  /** The folder, relative to the root. */
  readonly target: string;
  readonly path: string;
}

/**
 * What would happen if a file became another one. A file that this program did not write, or that was edited since, is in
 * the way, unless `force`.
 */
export function planFile(
  { root, target, path }: PlannedPath,
  fresh: TreeFile,
  { written, force }: { readonly written: WrittenFiles; readonly force: boolean },
): FilePlan {
  const at = join(root, target, path);
  return readable(at, (): FilePlan => {
    const stat = lstatSync(at, { throwIfNoEntry: false });
    if (!stat) return { action: 'create', diagnostics: [] };
    if (!stat.isFile()) return { action: 'update', diagnostics: [inTheWay(at, 'special')] };
    const content = readFileSync(at);
    if (content.equals(bytesOf(fresh))) return { action: 'unchanged', diagnostics: [] };
    const isOwn = force || written.has(target, path, content);
    return { action: 'update', diagnostics: isOwn ? [] : [inTheWay(at, 'edited')] };
  });
}
