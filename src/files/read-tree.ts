import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileTree, type FileTree, type TreeFile } from '../model/file-tree.ts';

function* walk(root: string, below: string): Generator<[string, TreeFile]> {
  const entries = readdirSync(join(root, below), { withFileTypes: true });
  for (const entry of entries) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* walk(root, path);
    // Links are left out: Rancher ignores them, and they can lead anywhere.
    else if (entry.isFile()) yield [path, readTreeFile(join(root, path))];
  }
}

/** A file with its bytes; of its mode only whether it may be executed, as git keeps it. */
export function readTreeFile(path: string): TreeFile {
  const executable = (lstatSync(path).mode & 0o111) !== 0;
  return { content: readFileSync(path), mode: executable ? 0o755 : 0o644 };
}

/** All regular files below a folder, by their paths in it. Throws the system's error. */
export function readTree(root: string): FileTree {
  return fileTree(walk(root, ''));
}
