import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { bytesOf, type FileTree } from '../model/file-tree.ts';
import { isMissing } from './file-diagnostic.ts';
import { readable } from './readable.ts';
import { isStage } from './stage-lock.ts';
import { assertNoLinks } from './write-tree.ts';
import { isMarker, markerName, type WrittenFiles } from './written-files.ts';

/** What writing a tree into a folder would do to what is there. */
export interface FolderPlan {
  readonly action: 'create' | 'update' | 'unchanged';
  /** The files there that this program wrote, or would write: path → content. */
  readonly own: ReadonlyMap<string, Uint8Array>;
  /** Those of them that the tree does not have. */
  readonly removes: readonly string[];
  /** Whether there is something that this program did not write and that stays. */
  readonly keepsOthers: boolean;
  /** One for each path that is in the way. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Every path below a folder except non-empty folders: files, links and empty folders. */
function* everything(root: string, below: string): Generator<string> {
  let entries;
  try {
    entries = readdirSync(join(root, below), { withFileTypes: true });
  } catch (error) {
    if (below === '' && isMissing(error)) return;
    throw error;
  }
  for (const entry of entries) {
    if (below === '' && isStage(entry.name)) continue;
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    const inside = entry.isDirectory() ? [...everything(root, path)] : [];
    if (inside.length > 0) yield* inside;
    else yield path;
  }
}

const reasons = {
  edited: 'this file was edited after this program wrote it, or another program wrote it',
  other: 'this program did not write this, and its directory would be replaced',
  special: 'a generated file or directory has this name',
};

const hints = {
  edited: 'move it, choose another --out, or overwrite it with --force',
  other: 'move it, choose another --out, or keep it there with --force',
  special: 'remove it, or choose another --out',
};

/** What is at a path of a generated file. */
export function inTheWay(file: string, reason: keyof typeof reasons): Diagnostic {
  const [message, hint] = [reasons[reason], hints[reason]];
  return { code: 'target-foreign', severity: 'error', message, at: { file }, hint };
}

/** Looks at what is at one path. */
class FolderLook {
  readonly own = new Map<string, Uint8Array>();
  readonly removes: string[] = [];
  readonly diagnostics: Diagnostic[] = [];
  keepsOthers = false;
  isSame = true;
  readonly #written: WrittenFiles;
  readonly #force: boolean;

  constructor(written: WrittenFiles, force: boolean) {
    this.#written = written;
    this.#force = force;
  }

  look(root: string, target: string, path: string, tree: FileTree): void {
    const at = join(root, target, path);
    // A list that `image context --out` left.
    if (basename(path) === markerName && isMarker(at)) return;
    const stat = lstatSync(at);
    const fresh = tree.get(path);
    const isNeeded =
      fresh !== undefined || [...tree.keys()].some((each) => each.startsWith(`${path}/`));
    if (!stat.isFile()) this.#refuse(at, isNeeded ? 'special' : 'other');
    else if (isNeeded && !fresh) this.#refuse(at, 'special');
    else this.#file(at, target, path, fresh && bytesOf(fresh));
    const isExecutable = (stat.mode & 0o111) !== 0;
    if (!fresh || isExecutable !== (fresh.mode === 0o755)) this.isSame = false;
  }

  #file(at: string, target: string, path: string, fresh: Uint8Array | undefined): void {
    const content = readFileSync(at);
    if (fresh && content.equals(fresh)) this.own.set(path, content);
    else if (this.#written.has(target, path, content)) {
      this.isSame = false;
      this.own.set(path, content);
      if (!fresh) this.removes.push(path);
    } else this.#refuse(at, fresh ? 'edited' : 'other');
  }

  #refuse(at: string, reason: keyof typeof reasons): void {
    this.isSame = false;
    if (reason === 'other') this.keepsOthers = true;
    if (!this.#force || reason === 'special') this.diagnostics.push(inTheWay(at, reason));
  }
}

/**
 * What would happen if the folder `target` below a root, or the root itself (`.`), became a tree. What this program did not write, or what
 * was edited since, is in the way. `force` overwrites edited files, and keeps all others.
 */
export function planFolder(
  root: string,
  target: string,
  tree: FileTree,
  { written, force }: { readonly written: WrittenFiles; readonly force: boolean },
): FolderPlan {
  const look = new FolderLook(written, force);
  let isEmpty = true;
  let count = 0;
  readable(join(root, target), () => {
    if (target !== '.') assertNoLinks(root, target);
    for (const path of everything(join(root, target), '')) {
      look.look(root, target, path, tree);
      isEmpty = false;
      if (tree.has(path)) count += 1;
    }
  });
  const { own, removes, keepsOthers, diagnostics } = look;
  const isSame = look.isSame && count === tree.size;
  const action = isEmpty ? 'create' : isSame ? 'unchanged' : 'update';
  return { action, own, removes, keepsOthers, diagnostics };
}
