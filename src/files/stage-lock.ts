import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { CatalogError } from '../diagnostics/diagnostic.ts';
import { isMissing } from './file-error.ts';

/** A run on another machine cannot be asked whether it lives; this long without an end, it does not. */
const abandonedMs = 10 * 60 * 1000;

/** The stages that this very process holds. */
const held = new Set<string>();

interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly token: string;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function ownerOf(stage: string): Owner | undefined {
  try {
    const [host = '', pid = '', token = ''] = readFileSync(join(stage, 'owner'), 'utf8').split(' ');
    return { host, pid: Number(pid), token };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isHeld(stage: string, { host, pid, token }: Owner): boolean {
  if (held.has(token)) return true;
  if (host !== hostname()) return Date.now() - statSync(stage).mtimeMs < abandonedMs;
  return pid !== process.pid && isAlive(pid);
}

/** The fault of a folder that another run writes to. */
export function busy(root: string, owner: Owner | undefined): CatalogError {
  const who = owner ? `process ${owner.pid} on ${owner.host}` : 'another process';
  return new CatalogError([
    {
      code: 'target-busy',
      severity: 'error',
      message: `another run (${who}) is writing here`,
      at: { file: root },
      hint: 'run it again when that one has ended',
    },
  ]);
}

/** Whether a stage is there that a dead run left. Throws when its run lives, or it is no folder. */
export function isAbandoned(root: string, stage: string): boolean {
  const stat = lstatSync(stage, { throwIfNoEntry: false });
  if (!stat) return false;
  if (!stat.isDirectory()) {
    throw new CatalogError([
      {
        code: 'path-unsafe',
        severity: 'error',
        message: 'this name is kept for the stage of a run, and here it is no folder',
        at: { file: stage },
        hint: 'remove it, or rename it',
      },
    ]);
  }
  const owner = ownerOf(stage);
  if (owner && isHeld(stage, owner)) throw busy(root, owner);
  return true;
}

/**
 * Makes the stage, which is the lock of its root, in one step together with its owner's name: of
 * several runs that try at once, one gets it. Returns what gives it up.
 */
export function takeStage(root: string, stage: string): () => void {
  const token = randomUUID();
  const draft = `${stage}-${token}`;
  mkdirSync(draft);
  try {
    writeFileSync(join(draft, 'owner'), `${hostname()} ${process.pid} ${token}`);
    for (const part of ['new', 'old']) mkdirSync(join(draft, part));
    renameSync(draft, stage);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Another's stage is never empty, so it is not replaced.
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOTEMPTY' || code === 'EEXIST') throw busy(root, ownerOf(stage));
    throw error;
  }
  held.add(token);
  sweepDrafts(root, stage);
  return () => held.delete(token);
}

/** Removes the drafts of runs that were killed before they had the lock. */
function sweepDrafts(root: string, stage: string): void {
  for (const name of readdirSync(root)) {
    const path = join(root, name);
    if (!path.startsWith(`${stage}-`)) continue;
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > abandonedMs) rmSync(path, { recursive: true, force: true });
  }
}
