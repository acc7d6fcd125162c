import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CatalogError } from '../diagnostics/diagnostic.ts';
import type { FileTree } from '../model/file-tree.ts';
import { isMissing, writing } from './file-diagnostic.ts';
import { isAbandoned, stageName, takeStage } from './stage-lock.ts';
import { assertNoLinks, linkMissing, writeTree } from './write-tree.ts';

/** A folder below the root that is replaced as a whole. */
export interface StagedFolder {
  /** Relative to the root, `/` between folders. */
  readonly target: string;
  readonly files: FileTree;
  /** Paths of files in the folder to remove; all others that are not in `files` stay, unless `replace`. */
  readonly removes?: readonly string[];
  /** The folder holds `files` afterwards and nothing else. */
  readonly replace?: boolean;
}

/**
 * The folders that a run can replace: below the root, none of them hidden. A stage can come with a
 * checkout, so its content is not trusted.
 */
const replaceable = /^[^./][^/]*(?:\/[^./][^/]*){0,2}$/;

/**
 * Replaces folders below a root so that a crash at any moment leaves each as it was or as it will
 * be, and the next run completes what a crash interrupted:
 *
 * 1. all new folders are written whole into a stage beside the old ones (a crash: nothing changed);
 * 2. `commit` is written into the stage, which makes the new state valid (a crash: the next run continues);
 * 3. each old folder is moved out and the new one in; the stage is removed. When a move fails, all
 *    are moved back.
 *
 * The stage is also the lock: from `open` on, only this run reads and writes below the root.
 */
export class Staging {
  readonly #root: string;
  readonly #stage: string;
  readonly #targets: string[] = [];
  #release: () => void = () => {};
  #madeRoot = false;

  private constructor(root: string) {
    this.#root = root;
    this.#stage = join(root, stageName);
  }

  /** Opens a stage below `root`, which is made when missing; first completes what a killed run left. */
  static open(root: string): Staging {
    return writing(root, () => {
      Staging.recover(root);
      const staging = new Staging(root);
      staging.#madeRoot = mkdirSync(root, { recursive: true }) !== undefined;
      staging.#release = takeStage(root, staging.#stage);
      return staging;
    });
  }

  /** Completes or reverts what a killed run left below `root`; refuses while that run is active. */
  static recover(root: string): void {
    const staging = new Staging(root);
    if (!isAbandoned(root, staging.#stage)) return;
    writing(root, () => {
      const commit = readOptional(join(staging.#stage, 'commit'));
      if (commit === undefined) staging.discard();
      else {
        staging.#targets.push(...staging.#readCommit(commit));
        staging.#swap();
      }
    });
  }

  /** Refuses if a killed run left its work incomplete, because then the content of `root` is not reliable. */
  static assertWhole(root: string): void {
    const staging = new Staging(root);
    if (!isAbandoned(root, staging.#stage) || !existsSync(join(staging.#stage, 'commit'))) return;
    throw new CatalogError([
      {
        code: 'target-busy',
        severity: 'error',
        message: 'a run was interrupted here, and its changes are incomplete',
        at: { file: root },
        hint: 'run the command without --dry-run, which first completes them',
      },
    ]);
  }

  #readCommit(text: string): string[] {
    let targets: unknown;
    try {
      targets = JSON.parse(text);
    } catch {
      targets = undefined;
    }
    const isOurs =
      Array.isArray(targets) &&
      targets.every((target) => typeof target === 'string' && replaceable.test(target));
    if (isOurs) return targets as string[];
    throw new CatalogError([
      {
        code: 'path-unsafe',
        severity: 'error',
        message: 'this stage was not left by a run of this program',
        at: { file: this.#stage },
        hint: 'check its content, and remove it',
      },
    ]);
  }

  /** Writes a folder as it will be into the stage. The target does not change yet. */
  add(folder: StagedFolder): void {
    const target = join(this.#root, folder.target);
    writing(target, () => {
      assertNoLinks(this.#root, folder.target);
      const fresh = this.#path('new', this.#targets.length);
      mkdirSync(fresh);
      writeTree(fresh, folder.files);
      if (folder.replace !== true) linkMissing(target, fresh, new Set(folder.removes));
      this.#targets.push(folder.target);
    });
  }

  /** Makes the new state valid, and removes the stage; just before, calls `prepare`, which can fail. */
  commit(prepare: () => void = () => {}): void {
    writing(this.#root, () => {
      try {
        prepare();
      } catch (error) {
        this.discard();
        throw error;
      }
      if (this.#targets.length > 0) {
        const draft = join(this.#stage, 'commit.draft');
        writeFileSync(draft, JSON.stringify(this.#targets), { flush: true });
        renameSync(draft, join(this.#stage, 'commit'));
      }
      try {
        this.#swap();
      } catch (error) {
        this.#undo();
        throw error;
      }
    });
  }

  /** Discards all that was added. */
  discard(): void {
    rmSync(this.#stage, { recursive: true, force: true });
    this.#release();
    if (this.#madeRoot && readdirSync(this.#root).length === 0) rmdirSync(this.#root);
  }

  #path(part: 'new' | 'old', index: number): string {
    return join(this.#stage, part, String(index));
  }

  // Each step can be repeated: a folder that is gone from `new` is in its place.
  #swap(): void {
    for (const [index, target] of this.#targets.entries()) {
      const fresh = this.#path('new', index);
      if (!existsSync(fresh)) continue;
      assertNoLinks(this.#root, target);
      const place = join(this.#root, target);
      mkdirSync(dirname(place), { recursive: true });
      if (!existsSync(this.#path('old', index)) && existsSync(place)) {
        renameSync(place, this.#path('old', index));
      }
      renameSync(fresh, place);
    }
    this.discard();
  }

  // A move that fails once fails again: the old state is restored, and no stage is left.
  #undo(): void {
    for (const [index, target] of this.#targets.entries()) {
      const [fresh, old] = [this.#path('new', index), this.#path('old', index)];
      const place = join(this.#root, target);
      if (!existsSync(fresh) && existsSync(place)) renameSync(place, fresh);
      if (existsSync(old)) renameSync(old, place);
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
