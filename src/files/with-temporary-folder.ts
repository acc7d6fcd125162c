import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileTree } from '../model/file-tree.ts';
import { writeTree } from './write-tree.ts';

/** Writes a tree into a folder that exists while `use` runs; returns what `use` does. */
export async function withTemporaryFolder<T>(
  files: FileTree,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'rancher-catalog-'));
  try {
    writeTree(folder, files);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
