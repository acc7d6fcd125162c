import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CatalogError } from '../diagnostics/diagnostic.ts';
import type { FileTree } from '../model/file-tree.ts';
import { isMissing, writing } from './file-error.ts';
import { assertNoLinks, linkMissing, writeTree } from './write-tree.ts';

/** A folder below the root that is replaced as a whole. */
export interface StagedFolder {
  /** Relative to the root, `/` between folders. */
  readonly target: string;
  readonly files: FileTree;
  /** Paths in the folder that go; all others that are not in `files` stay, unless `replace`. */
  readonly removes?: readonly string[];
  /** The folder holds `files` afterwards and nothing else. */
  readonly replace?: boolean;
}

const stageName = '.rancher-catalog-stage';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/**
 * Replaces folders below a root so that a crash at any moment leaves each as it was or as it will
 * be, and the next run ends what a crash cut short:
 *
 * 1. all new folders are written whole into a stage beside the old ones (a crash: nothing changed);
 * 2. `commit` is written into the stage, by which the new state counts (a crash: the next run goes on);
 * 3. each old folder is moved out and the new one in; the stage is removed.
 *
 * The stage is also the lock: only one run at a time writes below a root.
 */
export class Staging {
  readonly #root: string;
  readonly #stage: string;
  readonly #targets: string[] = [];
  readonly #written = new WeakMap<FileTree, string>();

  private constructor(root: string) {
    this.#root = root;
    this.#stage = join(root, stageName);
  }

  /** Opens a stage below `root`, which is made when missing; ends what a dead run left first. */
  static open(root: string): Staging {
    return writing(root, () => {
      mkdirSync(root, { recursive: true });
      Staging.recover(root);
      const staging = new Staging(root);
      mkdirSync(staging.#stage);
      writeFileSync(join(staging.#stage, 'pid'), String(process.pid));
      mkdirSync(join(staging.#stage, 'new'));
      mkdirSync(join(staging.#stage, 'old'));
      return staging;
    });
  }

  /** Ends or undoes what a run that died left below `root`; refuses when it still lives. */
  static recover(root: string): void {
    const stage = join(root, stageName);
    if (!existsSync(stage)) return;
    writing(root, () => {
      const pid = Number(readOptional(join(stage, 'pid')) ?? '0');
      if (pid > 0 && pid !== process.pid && isAlive(pid)) {
        throw new CatalogError([
          {
            code: 'target-busy',
            severity: 'error',
            message: `another run (process ${pid}) is writing here`,
            at: { file: root },
            hint: `wait for it; if there is none, remove ${stage}`,
          },
        ]);
      }
      const commit = readOptional(join(stage, 'commit'));
      const staging = new Staging(root);
      if (commit === undefined) staging.discard();
      else {
        staging.#targets.push(...(JSON.parse(commit) as string[]));
        staging.#swap();
      }
    });
  }

  /** Writes a folder as it will be into the stage. The target does not change yet. */
  add(folder: StagedFolder): void {
    const target = join(this.#root, folder.target);
    writing(target, () => {
      assertNoLinks(this.#root, folder.target);
      const fresh = this.#path('new', this.#targets.length);
      mkdirSync(fresh);
      this.#write(fresh, folder.files);
      if (folder.replace !== true) linkMissing(target, fresh, new Set(folder.removes));
      this.#targets.push(folder.target);
    });
  }

  // Entries of one blueprint have one image: its files are linked, which costs a thirtieth of
  // making them anew.
  #write(folder: string, files: FileTree): void {
    const same = this.#written.get(files);
    if (same === undefined) {
      writeTree(folder, files);
      this.#written.set(files, folder);
    } else linkMissing(same, folder, new Set());
  }

  /** From here on the new state counts. Removes the stage. */
  commit(): void {
    writing(this.#root, () => {
      if (this.#targets.length > 0) {
        const draft = join(this.#stage, 'commit.draft');
        writeFileSync(draft, JSON.stringify(this.#targets), { flush: true });
        renameSync(draft, join(this.#stage, 'commit'));
      }
      this.#swap();
    });
  }

  /** Forgets all that was added. */
  discard(): void {
    rmSync(this.#stage, { recursive: true, force: true });
  }

  #path(part: 'new' | 'old', index: number): string {
    return join(this.#stage, part, String(index));
  }

  // Each step is safe to be done again: a folder that is gone from `new` is in its place.
  #swap(): void {
    for (const [index, target] of this.#targets.entries()) {
      const fresh = this.#path('new', index);
      if (!existsSync(fresh)) continue;
      const place = join(this.#root, target);
      mkdirSync(dirname(place), { recursive: true });
      if (!existsSync(this.#path('old', index)) && existsSync(place)) {
        renameSync(place, this.#path('old', index));
      }
      renameSync(fresh, place);
    }
    this.discard();
  }
}

function readOptional(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
