import { printable } from '../diagnostics/frame.ts';

interface Folder extends Map<string, Folder> {}

function insert(folder: Folder, parts: readonly string[]): void {
  const [name, ...rest] = parts;
  if (name === undefined) return;
  const below: Folder = folder.get(name) ?? new Map<string, Folder>();
  folder.set(name, below);
  insert(below, rest);
}

function formatFolder(folder: Folder, indent: string): string[] {
  const entries = [...folder].sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.flatMap(([start, under], index) => {
    let [name, below] = [start, under];
    // A folder with a single folder in it is on the line of that one: catalog/templates/x.
    for (let [only] = below; only !== undefined && below.size === 1; [only] = below) {
      name = `${name}/${only[0]}`;
      below = only[1];
    }
    const isLast = index === entries.length - 1;
    const isFolder = below.size > 0;
    const line = `${indent}${isLast ? '└── ' : '├── '}${printable(name)}${isFolder ? '/' : ''}`;
    return [line, ...formatFolder(below, `${indent}${isLast ? '    ' : '│   '}`)];
  });
}

/** Paths as a tree, in the form of the program `tree`. */
export function formatFileTree(root: string, paths: Iterable<string>): string {
  const top: Folder = new Map<string, Folder>();
  for (const path of paths) insert(top, path.split('/'));
  return [`${printable(root)}/`, ...formatFolder(top, '')].join('\n');
}
