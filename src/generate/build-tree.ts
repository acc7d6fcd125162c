import { fileTree, type FileTree } from '../model/file-tree.ts';
import type { RenderedEntry } from './render-entry.ts';

/** A template in a build folder: its only version is in folder 0. */
export function buildTree(rendered: RenderedEntry): FileTree {
  const version = [...rendered.version].map(([path, file]) => [`0/${path}`, file] as const);
  return fileTree([...rendered.template, ...version]);
}
