import type { ExistingTemplate } from '../model/existing-template.ts';
import { fileTree, textOf, type FileTree, type TreeFile } from '../model/file-tree.ts';
import { templateOf } from '../rancher/template-path.ts';
import type { TreeEntry } from './objects.ts';

/** A template of a commit, and all files below it. */
export interface CommittedTemplate {
  readonly template: ExistingTemplate;
  /** By their paths from the template's folder. */
  readonly files: FileTree;
}

/** Paths by the folder of their template, such as `templates/redis`. */
export function entriesByTemplate(entries: Iterable<TreeEntry>): Map<string, TreeEntry[]> {
  const groups = new Map<string, TreeEntry[]>();
  for (const entry of entries) {
    const place = templateOf(entry.path);
    const group = groups.get(place);
    if (group) group.push(entry);
    else groups.set(place, [entry]);
  }
  return groups;
}

const isFile = ({ mode }: TreeEntry) => mode === '100644' || mode === '100755';

/** A path that leads to a link or a submodule where a folder is expected, if there is one. */
export function obstacleOn(
  entries: ReadonlyMap<string, TreeEntry>,
  folder: string,
): TreeEntry | undefined {
  const parts = folder.split('/');
  const paths = parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
  return paths.map((path) => entries.get(path)).find((entry) => entry !== undefined);
}

/** The template at `folder` (`templates/x`), from its paths and their contents. */
export function committedTemplate(
  folder: string,
  entries: readonly TreeEntry[],
  blobs: ReadonlyMap<string, Uint8Array>,
): CommittedTemplate {
  const files: [string, TreeFile][] = [];
  const top: [string, TreeFile][] = [];
  const others = new Set<string>();
  const folders = new Set<string>();
  for (const entry of entries) {
    const path = entry.path.slice(folder.length + 1);
    const slash = path.indexOf('/');
    const content = blobs.get(entry.oid);
    if (slash !== -1) folders.add(path.slice(0, slash));
    if (!isFile(entry) || content === undefined) {
      if (slash === -1) others.add(path);
      continue;
    }
    const file: TreeFile = { content, mode: entry.mode === '100755' ? 0o755 : 0o644 };
    files.push([path, file]);
    if (slash === -1) top.push([path, file]);
  }
  const tree = fileTree(files);
  const versions = [...folders].map((name) => {
    const file = tree.get(`${name}/rancher-compose.yml`);
    return { folder: name, rancherCompose: file && textOf(file) };
  });
  return { template: { files: new Map(top), others: [...others], versions }, files: tree };
}

/** The files of one folder of a template, by their paths in it. */
export function filesIn(files: FileTree, folder: string): FileTree {
  const below = [...files].filter(([path]) => path.startsWith(`${folder}/`));
  return fileTree(below.map(([path, file]) => [path.slice(folder.length + 1), file] as const));
}
