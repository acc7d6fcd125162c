import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
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
import { unknownStage } from './stage-commit.ts';

/** The directory at a root in which a run prepares what it writes there. */
export const stageName = '.rancher-catalog-stage';

/** What follows the name of a stage in that of a draft. */
const draftEnd = /^-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isDraft = (name: string): boolean =>
  name.startsWith(stageName) && draftEnd.test(name.slice(stageName.length));

/** Whether a name at a root is that of a stage, or of the draft of one. */
export const isStage = (name: string): boolean => name === stageName || isDraft(name);

/** Milliseconds without a sign of life after which a run counts as ended, if its process cannot be seen from here. */
const abandonedMs = 10 * 60 * 1000;
/** Milliseconds between signs of life. */
const signMs = 10 * 1000;

/** The stages that this very process holds. */
const held = new Set<string>();

interface Owner {
  /** Undefined when the file does not hold one. */
  readonly identity: ProcessIdentity | undefined;
  /** Differs for each run. Empty when the file does not hold one. */
  readonly token: string;
}

const newOwner = (token: string) => `${formatIdentity(ownIdentity())} ${token}`;

function readOwner(path: string): Owner | undefined {
  try {
    const [word = '', token = ''] = readFileSync(path, 'utf8').split(' ');
    // The token becomes part of a file name.
    return { identity: parseIdentity(word), token: /^[\w-]{1,64}$/.test(token) ? token : '' };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** The file of the run that continues the work of an ended one: only one run can create it. */
const successorFile = (stage: string, owner: Owner | undefined) =>
  join(stage, `successor-of-${owner?.token ?? ''}`);

/** The run that has a stage: the one that made it, or the last successor. */
function ownerOf(stage: string): Owner | undefined {
  let owner = readOwner(join(stage, 'owner'));
  const seen = new Set<string>();
  for (;;) {
    const path = successorFile(stage, owner);
    const successor = seen.has(path) ? undefined : readOwner(path);
    if (!successor) return owner;
    seen.add(path);
    owner = successor;
  }
}

function isHeld(stage: string, { identity, token }: Owner): boolean {
  if (held.has(token)) return true;
  const state = identity ? processState(identity) : 'unknown';
  if (state === 'ended') return false;
  // Number and start of this process: a run of it that has ended.
  if (state === 'running') return identity?.pid !== process.pid;
  const signOfLife = statSync(stage, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Date.now() - signOfLife < abandonedMs;
}

/** The fault of a folder that another run writes to. */
function busy(root: string, owner: Owner | undefined): CatalogError {
  const { identity } = owner ?? {};
  const who = identity ? `process ${identity.pid} on ${identity.host}` : 'another process';
  const isSeen = identity !== undefined && processState(identity) === 'running';
  const otherwise = `if there is none (its process cannot be seen from here), remove ${stageName} there`;
  const hint = 'run the command again when that one has finished';
  return catalogError(
    'target-busy',
    `another run (${who}) is writing to this directory`,
    isSeen ? hint : `${hint}; ${otherwise}`,
    { file: root },
  );
}

/** Whether a killed run left a stage. Throws while its run is active, or if it is not the stage of a run. */
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
  // Complete from the moment that the stage has its name; the file of a successor is not.
  const first = readOwner(join(stage, 'owner'));
  if (first?.identity === undefined || first.token === '') {
    // Its run has ended meanwhile, if it is not the same directory any more. A new one can have the same number.
    const isSame = lstatSync(stage, { throwIfNoEntry: false })?.ino === stat.ino;
    if (isSame && !readOwner(join(stage, 'owner'))?.token) throw unknownStage(stage);
    return isAbandoned(root, stage);
  }
  const owner = ownerOf(stage);
  if (owner && isHeld(stage, owner)) throw busy(root, owner);
  return true;
}

/** A stage that this run holds. */
export interface HeldStage {
  /** To be called at least every few seconds of work. */
  signOfLife(): void;
  /** Throws unless this run still has it: after a long stop, another one may have continued its work. */
  assertHeld(): void;
  /** Makes the stage disappear at once, then removes it. */
  remove(): void;
  /** Leaves the stage as it is to the next run. */
  release(): void;
}

/** `file` holds the token. */
function hold(root: string, stage: string, token: string, file: string): HeldStage {
  held.add(token);
  let signedMs = Date.now();
  const isOwn = () => ownerOf(stage)?.token === token;
  return {
    signOfLife() {
      const now = Date.now();
      if (now - signedMs < signMs) return;
      signedMs = now;
      utimesSync(stage, now / 1000, now / 1000);
    },
    assertHeld() {
      if (!isOwn()) throw busy(root, ownerOf(stage));
    },
    remove() {
      held.delete(token);
      if (!isOwn()) return;
      // While a directory is being removed it is neither whole nor gone.
      const removed = `${stage}-${randomUUID()}`;
      renameSync(stage, removed);
      rmSync(removed, { recursive: true, force: true });
    },
    release() {
      held.delete(token);
      rmSync(file, { force: true });
    },
  };
}

/** Whether a system call failed because the name exists. */
const isTaken = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');

/**
 * Takes over the stage of an ended run; undefined if it is gone. Of several runs that try at once, one gets it.
 * What is taken is bound to the run that ended: meanwhile another one can have finished its work, and a third
 * one can have a stage of its own here.
 */
export function inheritStage(root: string, stage: string): HeldStage | undefined {
  const owner = ownerOf(stage);
  if (owner && isHeld(stage, owner)) throw busy(root, owner);
  const token = randomUUID();
  const path = successorFile(stage, owner);
  try {
    writeFileSync(path, newOwner(token), { flag: 'wx' });
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (isTaken(error)) throw busy(root, ownerOf(stage));
    throw error;
  }
  if (ownerOf(stage)?.token === token) return hold(root, stage, token, path);
  rmSync(path, { force: true });
  throw busy(root, ownerOf(stage));
}

/**
 * Makes the stage, which is the lock of its root, in one step together with its owner's name: of
 * several runs that try at once, one gets it.
 */
export function takeStage(root: string, stage: string): HeldStage {
  const token = randomUUID();
  const draft = `${stage}-${token}`;
  mkdirSync(draft);
  try {
    writeFileSync(join(draft, 'owner'), newOwner(token));
    for (const part of ['new', 'old']) mkdirSync(join(draft, part));
    renameSync(draft, stage);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // The stage of another run is never empty, so it is not replaced.
    if (isTaken(error)) throw busy(root, ownerOf(stage));
    throw error;
  }
  sweepDrafts(root);
  return hold(root, stage, token, join(stage, 'owner'));
}

/** Removes the drafts of runs that were killed before they had the lock, or while they removed it. */
function sweepDrafts(root: string): void {
  for (const name of readdirSync(root)) {
    const path = join(root, name);
    if (!isDraft(name)) continue;
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > abandonedMs) rmSync(path, { recursive: true, force: true });
  }
}
