import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileTree } from '../model/file-tree.ts';
import { guardExit } from '../process/exit-guard.ts';
import { writeTree } from './write-tree.ts';

/**
 * Writes a tree into a folder, of this user alone, that exists while `use` runs; returns what `use` does. A signal
 * that ends this process removes it.
 */
export async function withTemporaryFolder<T>(
  files: FileTree,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'rancher-catalog-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const guard = guardExit(remove);
  try {
    writeTree(folder, files);
    return await use(folder);
  } finally {
    remove();
    guard.release();
  }
}
