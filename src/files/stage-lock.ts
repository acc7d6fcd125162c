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
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { catalogError, type CatalogError } from '../diagnostics/diagnostic.ts';
import {
  formatIdentity,
  ownIdentity,
  parseIdentity,
  processState,
  type ProcessIdentity,
} from '../process/process-identity.ts';
import { isMissing } from './file-diagnostic.ts';

/** The directory at a root in which a run prepares what it writes there. */
export const stageName = '.rancher-catalog-stage';

/** Whether a name at a root is that of a stage, or of the draft of one. */
export const isStage = (name: string): boolean => name.startsWith(stageName);

/** Milliseconds after which a stage counts as abandoned when its process cannot be seen from here. */
const abandonedMs = 10 * 60 * 1000;

/** The stages that this very process holds. */
const held = new Set<string>();

interface Owner {
  /** Undefined when the file does not hold one. */
  readonly identity: ProcessIdentity | undefined;
  readonly token: string;
}

function ownerOf(stage: string): Owner | undefined {
  try {
    const [word = '', token = ''] = readFileSync(join(stage, 'owner'), 'utf8').split(' ');
    return { identity: parseIdentity(word), token };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isHeld(stage: string, { identity, token }: Owner): boolean {
  if (held.has(token)) return true;
  const state = identity ? processState(identity) : 'unknown';
  if (state === 'unknown') return Date.now() - statSync(stage).mtimeMs < abandonedMs;
  return state === 'running' && identity?.pid !== process.pid;
}

/** The fault of a folder that another run writes to. */
export function busy(root: string, owner: Owner | undefined): CatalogError {
  const { identity } = owner ?? {};
  const who = identity ? `process ${identity.pid} on ${identity.host}` : 'another process';
  return catalogError(
    'target-busy',
    `another run (${who}) is writing to this directory`,
    'run the command again when that one has finished',
    { file: root },
  );
}

/** Whether a killed run left a stage. Throws while its run is active, or if it is not a directory. */
export function isAbandoned(root: string, stage: string): boolean {
  const stat = lstatSync(stage, { throwIfNoEntry: false });
  if (!stat) return false;
  if (!stat.isDirectory()) {
    throw catalogError(
      'path-unsafe',
      'this name is reserved for the stage of a run, and here it is not a directory',
      'remove it, or rename it',
      { file: stage },
    );
  }
  const owner = ownerOf(stage);
  if (owner && isHeld(stage, owner)) throw busy(root, owner);
  return true;
}

/**
 * Makes the stage, which is the lock of its root, in one step together with its owner's name: of
 * several runs that try at once, one gets it. Returns a function that releases the lock.
 */
export function takeStage(root: string, stage: string): () => void {
  const token = randomUUID();
  const draft = `${stage}-${token}`;
  mkdirSync(draft);
  try {
    writeFileSync(join(draft, 'owner'), `${formatIdentity(ownIdentity())} ${token}`);
    for (const part of ['new', 'old']) mkdirSync(join(draft, part));
    renameSync(draft, stage);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // The stage of another run is never empty, so it is not replaced.
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
