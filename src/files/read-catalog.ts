import { isUtf8 } from 'node:buffer';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CatalogError, type Checked } from '../diagnostics/diagnostic.ts';
import {
  baseName,
  isReadByRancher,
  largestCatalogText,
  mostCatalogText,
  notUtf8Text,
  type CatalogFile,
} from '../rancher/catalog-file.ts';
import { fileDiagnostic, isMissing } from './file-diagnostic.ts';
import { folderEntries } from './folder-entries.ts';
import { assertFileCanBe } from './write-tree.ts';
import { yielding } from './yielding.ts';

/** Far above the size of any catalog; Rancher's own has 887. */
const mostFiles = 100_000;

/** `left` is how many bytes may still be read of the catalog. */
function readCatalogFile(root: string, path: string, left: number): CatalogFile {
  const sizeBytes = lstatSync(join(root, path)).size;
  if (sizeBytes > Math.min(largestCatalogText, left))
    return { path, sizeBytes, unread: 'too-large' };
  const bytes = readFileSync(join(root, path));
  const isUtf16 = /^(?:fffe|feff)/.test(bytes.toString('hex', 0, 2));
  if (bytes.includes(0) && !isUtf16) return { path, sizeBytes, unread: 'binary' };
  if (!isUtf8(bytes)) return { path, sizeBytes, ...notUtf8Text(bytes) };
  return { path, sizeBytes, text: bytes.toString('utf8') };
}

class Walk {
  readonly files: CatalogFile[] = [];
  readonly links: string[] = [];
  readonly #root: string;
  #left = mostCatalogText;
  readonly #pause: () => Promise<void> | undefined;
  readonly #isRead: boolean;

  constructor(root: string, signal: AbortSignal | undefined, isRead: boolean) {
    this.#root = root;
    this.#isRead = isRead;
    this.#pause = yielding(signal);
  }

  async folder(below: string): Promise<void> {
    for (const entry of folderEntries(join(this.#root, below))) {
      await this.#pause();
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) await this.#below(path, entry.name);
      // Links are not regular files: Rancher 1.6 does not see them.
      else if (entry.isFile()) this.#file(path, entry.name);
      else if (entry.isSymbolicLink()) this.links.push(path);
    }
  }

  async #below(path: string, name: string): Promise<void> {
    // Rancher walks through .git as well, and finds nothing to serve.
    if (name === '.git') return;
    try {
      await this.folder(path);
    } catch (error) {
      this.#keepUnreadable(path, error);
    }
  }

  #content(path: string, name: string): CatalogFile {
    return isReadByRancher(name)
      ? readCatalogFile(this.#root, path, this.#left)
      : { path, sizeBytes: lstatSync(join(this.#root, path)).size };
  }

  #file(path: string, name: string): void {
    if (this.files.length >= mostFiles) throw tooMany(this.#root);
    try {
      const file = this.#isRead ? this.#content(path, name) : { path, sizeBytes: 0 };
      if (file.text !== undefined) this.#left -= file.sizeBytes;
      this.files.push(file);
    } catch (error) {
      this.#keepUnreadable(path, error);
    }
  }

  /** Lists what the system does not let us read; throws everything else. */
  #keepUnreadable(path: string, error: unknown): void {
    if (error instanceof CatalogError) throw error;
    fileDiagnostic(error, path, 'file-unreadable');
    this.files.push({ path, sizeBytes: 0, unread: 'unreadable' });
  }
}

function tooMany(root: string): CatalogError {
  const message = `there are more than ${mostFiles} files in this directory, which cannot be a catalog`;
  return new CatalogError([
    { code: 'not-a-catalog', severity: 'error', message, at: { file: root } },
  ]);
}

/** The files of a catalog, and the symbolic links in it, by their paths. */
export interface CatalogFolder {
  readonly files: CatalogFile[];
  readonly links: readonly string[];
}

/**
 * The regular files below a folder as Rancher would find them, in no order, and its symbolic links. A file that cannot be
 * read is listed as such. The folder itself missing or unreadable, or without end, is a fault. Throws
 * when it is interrupted.
 */
export const readCatalogFolder = (
  root: string,
  signal?: AbortSignal,
): Promise<Checked<CatalogFolder>> => walked(root, new Walk(root, signal, true));

/** The same without the texts and sizes of files: see `readListedFile`. */
export const listCatalogFolder = (
  root: string,
  signal: AbortSignal,
): Promise<Checked<CatalogFolder>> => walked(root, new Walk(root, signal, false));

/**
 * A file that was listed, with its size, and its text if Rancher reads that. By now it can be another one, a link,
 * or gone.
 */
export function readListedFile(root: string, file: CatalogFile): CatalogFile {
  const { path } = file;
  if (file.text !== undefined || file.unread !== undefined) return file;
  try {
    assertFileCanBe(root, path);
    return isReadByRancher(baseName(path))
      ? readCatalogFile(root, path, largestCatalogText)
      : { path, sizeBytes: lstatSync(join(root, path)).size };
  } catch {
    return { ...file, unread: 'unreadable' };
  }
}

async function walked(root: string, walk: Walk): Promise<Checked<CatalogFolder>> {
  try {
    await walk.folder('');
    return { value: walk, diagnostics: [] };
  } catch (error) {
    if (error instanceof CatalogError) return { value: undefined, diagnostics: error.diagnostics };
    const code = isMissing(error) ? 'file-missing' : 'file-unreadable';
    return { value: undefined, diagnostics: [fileDiagnostic(error, root, code)] };
  }
}

/** The files alone. */
export async function readCatalog(
  root: string,
  signal?: AbortSignal,
): Promise<Checked<CatalogFile[]>> {
  const { value, diagnostics } = await readCatalogFolder(root, signal);
  return { value: value?.files, diagnostics };
}
