import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { bytesOf, type FileTree } from '../model/file-tree.ts';
import { writing } from './file-diagnostic.ts';
import { planFolder, type FolderPlan } from './plan-folder.ts';
import { Staging } from './staging.ts';
import { writeWhole } from './write-file.ts';
import { WrittenFiles } from './written-files.ts';
import { makeFolder } from '../process/make-folder.ts';

/** Removes the folders on the way to a removed file that are now empty. */
function removeEmpty(root: string, path: string): void {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    if (readdirSync(join(root, folder)).length > 0) return;
    rmdirSync(join(root, folder));
  }
}

function writePlanned(folder: string, tree: FileTree, { removes }: FolderPlan): void {
  for (const [path, file] of tree) {
    const place = join(folder, path);
    writing(place, () => {
      makeFolder(dirname(place));
      writeWhole(place, Buffer.from(bytesOf(file)), { mode: file.mode, flush: false });
    });
  }
  for (const path of removes) {
    writing(join(folder, path), () => rmSync(join(folder, path)));
    removeEmpty(folder, path);
  }
}

/**
 * Writes a tree into the folder `target` below a root, or into the root itself (`.`), file by file. It replaces and
 * removes only what this program wrote there, and is refused if anything else is there. `force` overwrites
 * edited files, and keeps all others.
 */
export function writeFolder(
  root: string,
  target: string,
  tree: FileTree,
  force: boolean,
): readonly Diagnostic[] {
  const staging = Staging.open(root);
  try {
    const written = new WrittenFiles(root);
    const plan = planFolder(root, target, tree, { written, force });
    if (plan.diagnostics.length > 0) return plan.diagnostics;
    written.add(target, tree, plan.own);
    writing(root, () => written.save());
    if (plan.action !== 'unchanged') writePlanned(join(root, target), tree, plan);
    return [];
  } finally {
    staging.discard();
  }
}
