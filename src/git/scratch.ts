import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { catalogError } from '../diagnostics/diagnostic.ts';
import { cacheFolder } from '../process/cache-folder.ts';
import { formatIdentity, isGone, ownIdentity, parseIdentity } from '../process/process-identity.ts';
import { makeFolder } from '../process/make-folder.ts';

/** A cached repository with more packs is discarded: each fetch adds one, and they are never repacked. */
const mostPacks = 100;

/** The end of the name of a folder that a run holds: its identity, without slashes, and a random part. */
const claimed = /\.(.+,\d*,\d+,\d*)\.[0-9a-f]{12}$/;

const claim = (): string =>
  `${formatIdentity(ownIdentity()).replaceAll('/', ',')}.${randomBytes(6).toString('hex')}`;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another run removes it too, or git is still writing to it: the next run sweeps it.
  }
}

/** Removes the folders of killed runs on this host. */
function sweep(root: string): void {
  for (const name of readdirSync(root)) {
    const [, holder = ''] = claimed.exec(name) ?? [];
    const identity = parseIdentity(holder.replaceAll(',', '/'));
    if (identity && isGone(identity)) remove(join(root, name));
  }
}

/** A folder that only this run uses. */
export interface Scratch {
  readonly folder: string;
  /** Whether it has the content that an earlier run kept. */
  readonly isReused: boolean;
  /** Releases it. `keep` leaves its content to the next run: it must be complete. */
  close(keep: boolean): void;
}

/**
 * Takes the folder kept under `key`, or an empty one. Taking it means to rename it, in which only
 * one of several runs succeeds; the others start with an empty folder. So runs share nothing and
 * need no lock, and what a killed run leaves behind has its identity in the name and is swept.
 */
export function takeScratch(key: string): Scratch {
  const root = cacheFolder();
  const kept = join(root, key);
  const folder = `${kept}.${claim()}`;
  let isReused = true;
  try {
    makeFolder(root, 0o700);
    sweep(root);
    try {
      renameSync(kept, folder);
    } catch {
      isReused = false;
      mkdirSync(folder);
    }
  } catch (error) {
    const message = `cannot write here (${codeOf(error)})`;
    throw catalogError('target-unwritable', message, 'set XDG_CACHE_HOME to a writable directory', {
      file: root,
    });
  }
  return {
    folder,
    isReused,
    close(keep) {
      try {
        if (keep && !isCrowded(folder)) renameSync(folder, kept);
      } catch {
        // Another run has already put its own back.
      }
      remove(folder);
    },
  };
}

function isCrowded(folder: string): boolean {
  try {
    return readdirSync(join(folder, 'objects', 'pack')).length > mostPacks * 2;
  } catch {
    return false;
  }
}
