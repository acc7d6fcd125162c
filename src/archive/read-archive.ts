import { fileTree, type FileTree, type TreeFile } from '../model/file-tree.ts';
import { gunzipBounded, type Result } from './gunzip-bounded.ts';
import { pathFault } from './path-fault.ts';
import { TarReader } from './tar-reader.ts';

/** What is read of an archive at most. */
export interface ArchiveLimits {
  /** Bytes of the archive, compressed. */
  readonly packedBytes: number;
  /** Bytes of the archive, inflated: contents and headers. */
  readonly inflatedBytes: number;
  /** Files and folders. */
  readonly entries: number;
}

/** More than any chart has: Rancher reads 5 MiB of an archive, Helm 100 MiB of files. */
export const chartLimits: ArchiveLimits = {
  packedBytes: 20 * 1024 * 1024,
  inflatedBytes: 100 * 1024 * 1024,
  entries: 20_000,
};

const unreadTypes: Readonly<Record<string, string>> = {
  1: 'a hard link',
  2: 'a symbolic link',
  3: 'a device',
  4: 'a device',
  6: 'a named pipe',
  S: 'a sparse file',
  M: 'a part of a file',
};

/** Files by their path, and the folders that their paths imply. */
class Tree {
  readonly files = new Map<string, TreeFile>();
  readonly #folders = new Set<string>();

  /** Why a path cannot be added, if so. */
  fault(path: string): string | undefined {
    if (this.files.has(path)) return 'occurs twice';
    if (this.#folders.has(path)) return 'is both a file and a folder';
    return foldersOf(path).some((folder) => this.files.has(folder)) ? 'is below a file' : undefined;
  }

  add(path: string, file: TreeFile): void {
    this.files.set(path, file);
    for (const folder of foldersOf(path)) this.#folders.add(folder);
  }
}

function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    folders.push(path.slice(0, slash));
  }
  return folders;
}

function readTree(bytes: Uint8Array, limits: ArchiveLimits): Result<FileTree> {
  const reader = new TarReader(bytes);
  const tree = new Tree();
  for (let count = 0; ; count += 1) {
    const { value: entry, fault } = reader.next();
    if (fault !== undefined) return { fault };
    if (entry === undefined) {
      return count === 0 ? { fault: 'it has no files' } : { value: fileTree(tree.files) };
    }
    if (count >= limits.entries) return { fault: `it has more than ${limits.entries} files` };
    const { name, type, mode, content } = entry;
    const isFolder = type === '5' || (type === '0' && name.endsWith('/') && content.length === 0);
    const path = isFolder ? name.replace(/\/$/, '') : name;
    const shown = JSON.stringify(path);
    const unread = unreadTypes[type];
    if (unread) return { fault: `${shown} is ${unread}, which a chart must not contain` };
    if (!isFolder && type !== '0' && type !== '7') {
      return { fault: `${shown} is of an unknown type, ${JSON.stringify(type)}` };
    }
    const wrong = pathFault(path) ?? (isFolder ? undefined : tree.fault(path));
    if (wrong) return { fault: `the name ${shown} ${wrong}` };
    if (!isFolder) tree.add(path, { content, mode: mode & 0o111 ? 0o755 : 0o644 });
  }
}

/**
 * The files of a `.tgz` by their names in it, with the folder that all names of a chart begin with. A
 * fault, a sentence about "it", for whatever is not a plain archive of files: nothing is left out
 * silently. At most `limits.inflatedBytes` are inflated.
 */
export function readArchive(bytes: Uint8Array, limits: ArchiveLimits): Result<FileTree> {
  if (bytes.length > limits.packedBytes) {
    return { fault: `it is larger than ${limits.packedBytes} bytes` };
  }
  const inflated = gunzipBounded(bytes, limits.inflatedBytes);
  return inflated.fault === undefined ? readTree(inflated.value, limits) : inflated;
}
