import { lstatSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { CatalogError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { faultOfFileName } from '../model/file-name.ts';
import { fileTree, type FileTree, type TreeFile } from '../model/file-tree.ts';
import { fileDiagnostic } from './file-diagnostic.ts';
import { folderEntries } from './folder-entries.ts';
import { isLeftover, unused } from './leftover.ts';
import { linkFault, partFault } from './own-part.ts';
import { readTreeFile } from './read-tree.ts';
import { tooLarge } from './read-text.ts';

const mebibyte = 1024 * 1024;

/**
 * Rancher's database has 16 MiB for a file (cattle db/core-114.xml, MEDIUMBLOB), but its API sends all files of a
 * version as one JSON text, in which binary bytes take up to six characters, each time that a form is opened.
 */
const [largestFile, mostBytes] = [4 * mebibyte, 16 * mebibyte];

/** Rancher's form shows each file in a list. */
const mostFiles = 500;

/** What is below files/ of a blueprint. */
export interface FilesFolder {
  /** Paths in the version folder. */
  readonly files: FileTree;
  readonly diagnostics: readonly Diagnostic[];
}

class FilesWalk {
  readonly #root: string;
  readonly #files: [string, TreeFile][] = [];
  readonly #diagnostics: Diagnostic[] = [];
  #bytes = 0;
  #count = 0;

  constructor(root: string) {
    this.#root = root;
  }

  result(): FilesFolder {
    const diagnostics = [...this.#diagnostics];
    if (this.#count > mostFiles) {
      const hint = 'put them into the image, or into one archive';
      diagnostics.push(partFault(this.#root, `there are more than ${mostFiles} files here`, hint));
    }
    if (this.#bytes > mostBytes) {
      const message = `these files are larger than ${mostBytes / mebibyte} MiB together`;
      const hint = 'put large files into the image';
      diagnostics.push({ ...partFault(this.#root, message, hint), code: 'file-too-large' });
    }
    return { files: fileTree(this.#files), diagnostics };
  }

  folder(below: string): void {
    let entries = 0;
    for (const entry of folderEntries(join(this.#root, below))) {
      entries += 1;
      if (this.#count > mostFiles) return;
      this.#entry(below === '' ? entry.name : `${below}/${entry.name}`, entry);
    }
    if (entries > 0) return;
    const hint = 'remove it, or put a file into it';
    const message = 'this directory is empty, and git stores only files';
    this.#diagnostics.push(unused(join(this.#root, below), message, hint));
  }

  #entry(path: string, entry: Dirent): void {
    const file = join(this.#root, path);
    const fault = faultOfFileName(entry.name);
    if (fault !== undefined) {
      this.#diagnostics.push(partFault(file, fault, 'rename it'));
    } else if (isLeftover(entry.name) && !entry.isDirectory()) {
      this.#diagnostics.push(unused(file));
    } else if (entry.isSymbolicLink()) {
      this.#diagnostics.push(linkFault(file));
    } else if (entry.isDirectory()) {
      this.folder(path);
    } else if (entry.isFile()) {
      this.#file(path, file);
    } else {
      const message = 'this is not a regular file, and Rancher reads no other';
      this.#diagnostics.push(partFault(file, message, 'remove it'));
    }
  }

  #file(path: string, file: string): void {
    this.#count += 1;
    const { size } = lstatSync(file);
    if (size > largestFile) {
      const hint = 'put large files into the image, or let the container fetch them';
      this.#diagnostics.push({ ...tooLarge(file, largestFile), hint });
      return;
    }
    this.#bytes += size;
    if (this.#bytes <= mostBytes) {
      try {
        this.#files.push([path, readTreeFile(file)]);
      } catch (error) {
        this.#diagnostics.push(fileDiagnostic(error, file, 'file-unreadable'));
      }
    }
  }
}

/** Reads the folder files/ of a blueprint. What it lists are all files that the version folder gets. */
export function readFilesFolder(root: string): FilesFolder {
  const walk = new FilesWalk(root);
  try {
    walk.folder('');
  } catch (error) {
    if (error instanceof CatalogError) return { files: new Map(), diagnostics: error.diagnostics };
    const failed = fileDiagnostic(error, root, 'file-unreadable');
    return { files: new Map(), diagnostics: [...walk.result().diagnostics, failed] };
  }
  return walk.result();
}
