import { printable } from '../diagnostics/frame.ts';

interface Folder {
  [name: string]: Folder;
}

// Names come from answers; one like __proto__ is a name as any other.
const emptyFolder = () => Object.create(null) as Folder;

function insert(folder: Folder, parts: readonly string[]): void {
  const [name, ...rest] = parts;
  if (name === undefined) return;
  insert((folder[name] ??= emptyFolder()), rest);
}

function drawFolder(folder: Folder, indent: string): string[] {
  const names = Object.keys(folder).sort();
  return names.flatMap((start, index) => {
    let name = start;
    let below = folder[name] ?? {};
    // A folder with one folder in it is drawn on its line: catalog/templates/x.
    for (let inner = Object.keys(below); inner.length === 1; inner = Object.keys(below)) {
      name = `${name}/${inner[0] ?? ''}`;
      below = below[inner[0] ?? ''] ?? {};
    }
    const isLast = index === names.length - 1;
    const isFolder = Object.keys(below).length > 0;
    const line = `${indent}${isLast ? '└── ' : '├── '}${printable(name)}${isFolder ? '/' : ''}`;
    return [line, ...drawFolder(below, `${indent}${isLast ? '    ' : '│   '}`)];
  });
}

/** Paths as a tree, the way `tree` draws them. */
export function drawFileTree(root: string, paths: Iterable<string>): string {
  const top = emptyFolder();
  for (const path of paths) insert(top, path.split('/'));
  return [`${printable(root)}/`, ...drawFolder(top, '')].join('\n');
}
