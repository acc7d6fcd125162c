import { fileTree, sameFile, type FileTree } from '../model/file-tree.ts';
import type { WritePlan } from './plan-write.ts';
import type { RenderedEntry } from './render-entry.ts';

/** A template in a build folder: its only version is in folder 0. */
export function buildTree(rendered: RenderedEntry): FileTree {
  const version = [...rendered.version].map(([path, file]) => [`0/${path}`, file] as const);
  return fileTree([...rendered.template, ...version]);
}

/** What a build would do to a folder that it replaces as a whole. */
export function buildAction(existing: FileTree | undefined, fresh: FileTree): WritePlan['action'] {
  if (!existing || existing.size === 0) return 'create';
  const same =
    existing.size === fresh.size &&
    [...fresh].every(([path, file]) => sameFile(existing.get(path), file));
  return same ? 'unchanged' : 'update';
}
