import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { catalogError, CatalogError } from '../diagnostics/diagnostic.ts';
import type { FileTree, TreeFile } from '../model/file-tree.ts';
import { isMissing, writing } from './file-diagnostic.ts';
import { readCommit, writeCommit, type CommittedTarget } from './stage-commit.ts';
import { inheritStage, isAbandoned, stageName, takeStage, type HeldStage } from './stage-lock.ts';
import { assertFileCanBe, assertNoLinks, linkMissing, writeTree } from './write-tree.ts';
import { makeFolder } from '../process/make-folder.ts';

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
  readonly #targets: CommittedTarget[] = [];
  #lock: HeldStage | undefined;
  /** Folders that this run created for the root, the outermost first. */
  #made: readonly string[] = [];

  private constructor(root: string) {
    this.#root = root;
    this.#stage = join(root, stageName);
  }

  /** Opens a stage below `root`, which is made when missing; first completes what a killed run left. */
  static open(root: string): Staging {
    return writing(root, () => {
      Staging.recover(root);
      const staging = new Staging(root);
      staging.#made = makeFolder(root);
      try {
        staging.#lock = takeStage(root, staging.#stage);
        return staging;
      } catch (error) {
        staging.#removeMade();
        throw error;
      }
    });
  }

  /** Completes or reverts what a killed run left below `root`; refuses while that run is active. */
  static recover(root: string): void {
    const staging = new Staging(root);
    if (!isAbandoned(root, staging.#stage)) return;
    writing(root, () => {
      const lock = inheritStage(root, staging.#stage);
      if (!lock) return;
      staging.#lock = lock;
      try {
        staging.#complete();
      } catch (error) {
        lock.release();
        throw error;
      }
    });
  }

  #complete(): void {
    const commit = readOptional(join(this.#stage, 'commit'));
    if (commit === undefined) this.discard();
    else {
      this.#targets.push(...readCommit(this.#stage, commit));
      this.#swap();
    }
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

  /** Writes a folder as it will be into the stage. The target does not change yet. */
  add(folder: StagedFolder): void {
    const target = join(this.#root, folder.target);
    writing(target, () => {
      assertNoLinks(this.#root, folder.target);
      this.#lock?.signOfLife();
      const fresh = this.#path('new', this.#targets.length);
      mkdirSync(fresh);
      writeTree(fresh, folder.files);
      if (folder.replace !== true) linkMissing(target, fresh, new Set(folder.removes));
      this.#targets.push({ target: folder.target, existed: existsSync(target) });
    });
  }

  /** Writes one file as it will be into the stage. The target does not change yet. */
  addFile(target: string, file: TreeFile): void {
    const place = join(this.#root, target);
    writing(place, () => {
      assertFileCanBe(this.#root, target);
      this.#lock?.signOfLife();
      const { content, mode } = file;
      writeFileSync(this.#path('new', this.#targets.length), content, { mode, flag: 'wx' });
      this.#targets.push({ target, existed: existsSync(place) });
    });
  }

  /** Makes the new state valid, and removes the stage; just before, calls `prepare`, which can fail. */
  commit(prepare: () => void = () => {}): void {
    writing(this.#root, () => {
      try {
        this.#lock?.assertHeld();
        prepare();
      } catch (error) {
        this.discard();
        throw error;
      }
      if (this.#targets.length > 0) writeCommit(this.#stage, this.#targets);
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
    this.#lock?.remove();
    this.#removeMade();
  }

  #removeMade(): void {
    for (const folder of this.#made.toReversed()) {
      if (readdirSync(folder).length > 0) return;
      rmdirSync(folder);
    }
  }

  #path(part: 'new' | 'old', index: number): string {
    return join(this.#stage, part, String(index));
  }

  // Each step can be repeated.
  #swap(): void {
    for (const [index, committed] of this.#targets.entries()) {
      const [fresh, old] = [this.#path('new', index), this.#path('old', index)];
      this.#lock?.signOfLife();
      if (!existsSync(fresh)) {
        this.#assertMoved(committed, index);
        continue;
      }
      const { target } = committed;
      const isFile = lstatSync(fresh).isFile();
      (isFile ? assertFileCanBe : assertNoLinks)(this.#root, target);
      const place = join(this.#root, target);
      makeFolder(dirname(place));
      if (!existsSync(old) && existsSync(place)) renameSync(place, old);
      renameSync(fresh, place);
    }
    this.discard();
  }

  /** What is gone from `new` is in its place, and what was there before is in `old`. Otherwise it is lost. */
  #assertMoved({ target, existed }: CommittedTarget, index: number): void {
    const isInPlace = existsSync(join(this.#root, target));
    if (isInPlace && (existed !== true || existsSync(this.#path('old', index)))) return;
    throw catalogError(
      'target-unwritable',
      `a run was interrupted here, and its changes of ${target} are lost: the stage lacks new/${index}`,
      `restore ${target} (its state before that run is in old/${index} of the stage if it is there), then remove the stage`,
      { file: this.#stage },
    );
  }

  // A move that fails once fails again: the old state is restored, and no stage is left.
  #undo(): void {
    for (const [index, { target }] of this.#targets.entries()) {
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
