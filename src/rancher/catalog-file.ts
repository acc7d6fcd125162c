import { bytesOf, textOf, type FileTree } from '../model/file-tree.ts';
import { utf8Bytes } from '../model/utf8.ts';
import { decodeJsonBytes, decodeYamlBytes } from '../source/yaml-bytes.ts';
import { compareBytes } from './versions.ts';

/** Why the text of a file is not available. */
export type UnreadReason =
  /** Larger than `largestCatalogText`, or beyond what is read of a catalog in total. */
  | 'too-large'
  | 'unreadable'
  /** Contains bytes that no text file has. */
  | 'binary';

/** A regular file of a catalog checkout. Links and folders are not included. */
export interface CatalogFile {
  /** Relative to the catalog's root, with `/` as separator. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Undefined if the content was not read: see `unread`. Icons are never read. */
  readonly text?: string | undefined;
  readonly unread?: UnreadReason | undefined;
  /** The file is not valid UTF-8; each invalid byte is U+FFFD in `text`, as the executor gets it. */
  readonly notUtf8?: boolean | undefined;
  /** With `notUtf8`: the text that the catalog service parses, which reads the bytes themselves. */
  readonly indexedText?: string | undefined;
}

/** Bytes of a text that is read; a compose file of Rancher's own catalog has 60 KiB. */
export const largestCatalogText = 4 * 1024 * 1024;

/** Bytes of all texts of a catalog that are read. Rancher's own has 3 MiB. */
export const mostCatalogText = 256 * 1024 * 1024;

const unreadMessages: Readonly<Record<UnreadReason, string>> = {
  unreadable: 'permission denied',
  'too-large':
    'not checked: the file is larger than what is read of a catalog (4 MiB each, 256 MiB in total)',
  binary: 'yaml: control characters are not allowed',
};

/** A file whose text is known. */
export const textFile = (path: string, text: string): CatalogFile => ({
  path,
  sizeBytes: utf8Bytes(text).length,
  text,
});

/** The files of a tree by their paths in it, as a catalog has them below `folder`. */
export const catalogFilesOf = (tree: FileTree, folder?: string): ReadonlyMap<string, CatalogFile> =>
  new Map(
    [...tree].map(([path, file]) => [
      path,
      {
        path: folder === undefined ? path : `${folder}/${path}`,
        sizeBytes: bytesOf(file).length,
        text: textOf(file),
      },
    ]),
  );

/** The contents of a file that is not valid UTF-8. */
export function notUtf8Text(
  bytes: Uint8Array,
): Pick<CatalogFile, 'text' | 'notUtf8' | 'indexedText'> {
  return { text: decodeJsonBytes(bytes), notUtf8: true, indexedText: decodeYamlBytes(bytes) };
}

/** The text of a file that must be YAML, or Rancher's error if there is none. */
type FileText =
  | { readonly value: string; readonly error?: undefined }
  | { readonly error: string; readonly unchecked?: true };

/** The text of a file as the catalog service parses it: it reads bytes, also those of UTF-16. */
export function indexedText(file: CatalogFile): FileText {
  return file.indexedText === undefined ? launchedText(file) : { value: file.indexedText };
}

/** The text of a file as the executor gets it: as JSON, in which bytes that are not UTF-8 are U+FFFD. */
export function launchedText(file: CatalogFile): FileText {
  if (file.text === undefined) {
    const error = unreadMessages[file.unread ?? 'unreadable'];
    return file.unread === 'too-large' ? { error, unchecked: true } : { error };
  }
  return { value: file.text };
}

/** Whether Rancher reads a file of this name; of all others it uses the name. */
export const isReadByRancher = (name: string): boolean => /\.(?:ya?ml|tpl)$/.test(name);

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * The order in which Go's filepath.Walk visits files: folder by folder, names by their bytes. The
 * catalog service depends on it when files overwrite each other.
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
