import { readTree } from '../../../src/files/read-tree.ts';
import { fileTree } from '../../../src/model/file-tree.ts';
import { formatIdentity, ownIdentity } from '../../../src/process/process-identity.ts';

/** A tree of path and text. */
export const tree = (files: Record<string, string>) =>
  fileTree(Object.entries(files).map(([path, content]) => [path, { content, mode: 0o644 }]));

/** The texts in a folder by path. */
export const contents = (folder: string) =>
  Object.fromEntries(
    [...readTree(folder)].map(([path, { content }]) => [path, Buffer.from(content).toString()]),
  );

/** A process of this host, by its number. */
export const identity = (pid: number) => formatIdentity({ ...ownIdentity(), pid, start: '' });
