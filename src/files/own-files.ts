import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CatalogError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { fileTree } from '../model/file-tree.ts';
import { writing } from './file-diagnostic.ts';
import { readable } from './readable.ts';
import { writeWhole } from './write-file.ts';
import { WrittenFiles } from './written-files.ts';
import { makeFolder } from '../process/make-folder.ts';

/** The files of one command in a folder that can have others: those that are there from before are replaced only if
 * this program wrote them. */
export class OwnFiles {
  readonly #root: string;
  readonly #of: string;

  /** `of` names what the files are about: those about something else are not replaced. @default nothing else */
  constructor(root: string, of = '.') {
    this.#root = root;
    this.#of = of;
  }

  /** Throws unless files of these names can be written: to be called before long work. */
  assertFree(names: readonly string[]): void {
    const written = readable(this.#root, () => new WrittenFiles(this.#root));
    const faults = names.flatMap((name) => this.#faultOf(name, written));
    if (faults.length > 0) throw new CatalogError(faults);
  }

  #faultOf(name: string, written: WrittenFiles): Diagnostic[] {
    const file = join(this.#root, name);
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (!stat) return [];
    const content = stat.isFile() ? readable(file, () => readFileSync(file)) : undefined;
    if (content && written.has(this.#of, name, content)) return [];
    const message =
      content && written.hasAnywhere(name, content)
        ? 'this file would be replaced, but this program wrote it for something else, such as another stack'
        : 'this file would be replaced, but this program did not write it, or it was edited';
    const hint = 'move it, or choose another directory';
    return [{ code: 'target-foreign', severity: 'error', message, at: { file }, hint }];
  }

  /** Writes files, and the folder. */
  write(files: ReadonlyMap<string, string>): void {
    writing(this.#root, () => makeFolder(this.#root));
    this.assertFree([...files.keys()]);
    const written = new WrittenFiles(this.#root);
    const tree = fileTree([...files].map(([name, content]) => [name, { content, mode: 0o644 }]));
    written.merge(this.#of, tree);
    writing(this.#root, () => written.save());
    for (const [name, content] of files) {
      const path = join(this.#root, name);
      writing(path, () => writeWhole(path, content, { flush: false }));
    }
  }
}
