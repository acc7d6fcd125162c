/** A file to be written: its bytes and whether it may be executed. */
export interface TreeFile {
  readonly content: string | Uint8Array;
  /** The mode bits that git keeps: 0o644 or 0o755. */
  readonly mode: 0o644 | 0o755;
}

/** Path (`/` between folders, relative, no `..`) → file; in code unit order of the paths. */
export type FileTree = ReadonlyMap<string, TreeFile>;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A file's bytes as they are on disk: text is UTF-8. */
export function bytesOf(file: TreeFile): Uint8Array {
  return typeof file.content === 'string' ? encoder.encode(file.content) : file.content;
}

/** A file's bytes as text; what is not valid UTF-8 becomes U+FFFD. */
export function textOf(file: TreeFile): string {
  return typeof file.content === 'string' ? file.content : decoder.decode(file.content);
}

/** The text of a file of a tree; empty when it is missing. */
export function textAt(tree: FileTree, path: string): string {
  const file = tree.get(path);
  return file === undefined ? '' : textOf(file);
}

/** A tree with its paths in order, each below `folder` when one is given. */
export function fileTree(files: Iterable<readonly [string, TreeFile]>, folder?: string): FileTree {
  const placed = [...files].map(
    ([path, file]) => [folder === undefined ? path : `${folder}/${path}`, file] as const,
  );
  return new Map(placed.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether two files have the same bytes and mode. */
export function sameFile(a: TreeFile | undefined, b: TreeFile | undefined): boolean {
  if (a === undefined || b === undefined || a.mode !== b.mode) return false;
  if (typeof a.content === 'string' && typeof b.content === 'string') {
    return a.content === b.content;
  }
  const [left, right] = [bytesOf(a), bytesOf(b)];
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}
