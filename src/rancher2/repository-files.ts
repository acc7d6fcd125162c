import type { ChartFile } from './load-chart.ts';

/** The work tree of a git repository, or the folder that a web server serves. */
export interface Repository {
  /** Regular files by their path, with / between folders. */
  readonly files: ReadonlyMap<string, ChartFile>;
  /** Paths of symbolic links, which are not followed. */
  readonly links: readonly string[];
}

/** A folder with what is in it, by name. */
export interface Folder {
  readonly path: string;
  readonly folders: Map<string, Folder>;
  readonly files: Map<string, ChartFile>;
}

const newFolder = (path: string): Folder => ({ path, folders: new Map(), files: new Map() });

/** The files of a repository as folders. */
export function foldersOf(files: Repository['files']): Folder {
  const root = newFolder('');
  for (const [path, file] of files) {
    const steps = path.split('/');
    const name = steps.pop() ?? '';
    let folder = root;
    for (const step of steps) {
      const next = folder.folders.get(step) ?? newFolder(joinPath(folder.path, step));
      folder.folders.set(step, next);
      folder = next;
    }
    folder.files.set(name, file);
  }
  return root;
}

export const joinPath = (folder: string, name: string): string =>
  folder === '' ? name : `${folder}/${name}`;

const encoder = new TextEncoder();

/** The order of Go strings: by their UTF-8 bytes. */
function compareBytes(a: string, b: string): number {
  // That of code units is the same, but for surrogates.
  if (!/[\uD800-\uDFFF]/.test(a + b)) return a < b ? -1 : 1;
  const [left, right] = [encoder.encode(a), encoder.encode(b)];
  const at = left.findIndex((byte, index) => byte !== right[index]);
  return at === -1 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1);
}

/** The names in a folder in the order in which Go walks through it. */
export const sortedNames = ({ folders, files }: Folder): string[] =>
  [...folders.keys(), ...files.keys()].sort(compareBytes);

/** All files below a folder by their path in it, in the order in which Go walks through them. */
export function filesBelow(folder: Folder, prefix = ''): Map<string, ChartFile> {
  const found = new Map<string, ChartFile>();
  for (const name of sortedNames(folder)) {
    const file = folder.files.get(name);
    if (file) found.set(prefix + name, file);
    const deeper = folder.folders.get(name);
    if (!deeper) continue;
    for (const [path, each] of filesBelow(deeper, `${prefix}${name}/`)) found.set(path, each);
  }
  return found;
}

/** The folder at a path. */
export function folderAt(root: Folder, path: string): Folder | undefined {
  if (path === '') return root;
  let folder: Folder | undefined = root;
  for (const step of path.split('/')) folder = folder?.folders.get(step);
  return folder;
}
