import { compareBytes } from './versions.ts';

/** Why the text of a file is not at hand. */
export type UnreadReason =
  /** Larger than any real file of a catalog. */
  | 'too-large'
  | 'unreadable'
  /** Not text: bytes that no text file has. */
  | 'binary';

/** A regular file of a catalog checkout, as an edge reads it. Links and folders are not listed. */
export interface CatalogFile {
  /** From the catalog's root, with `/` between folders. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Undefined where the content is not known: see `unread`. Icons are never read. */
  readonly text?: string | undefined;
  readonly unread?: UnreadReason | undefined;
  /** The text has bytes that are not UTF-8; they stand as U+FFFD in `text`. */
  readonly notUtf8?: boolean | undefined;
}

const unreadMessages: Readonly<Record<UnreadReason, string>> = {
  unreadable: 'permission denied',
  'too-large': 'the file is too large to be looked at',
  binary: 'yaml: control characters are not allowed',
};

/** The text of a file that must be YAML, or Rancher's error where it is none. */
export function unreadText(
  file: CatalogFile,
): { readonly value: string; readonly error?: undefined } | { readonly error: string } {
  if (file.text === undefined) return { error: unreadMessages[file.unread ?? 'unreadable'] };
  if (file.notUtf8) return { error: 'yaml: invalid leading UTF-8 octet' };
  return { value: file.text };
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * The order in which Go's filepath.Walk meets files: folder by folder, names by their bytes. The
 * catalog service depends on it where files overwrite each other.
 */
export function inWalkOrder(files: readonly CatalogFile[]): CatalogFile[] {
  const split = files.map((file) => ({ file, steps: file.path.split('/') }));
  split.sort((a, b) => compareSteps(a.steps, b.steps));
  return split.map(({ file }) => file);
}

function compareSteps(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < a.length && index < b.length; index += 1) {
    const order = compareBytes(a[index] ?? '', b[index] ?? '');
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
