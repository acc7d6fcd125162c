import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  type Stats,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Script } from 'node:vm';
import { writeWhole } from './files/write-file.ts';
import { cacheFolder } from './process/cache-folder.ts';
import { makeFolder } from './process/make-folder.ts';

const digestBytes = 32;
/** Code of the whole program takes a tenth of that. */
const mostBytes = 16 * 1024 * 1024;
/** Older files are of programs and Nodes that are gone, or drafts of killed runs, or are made again. */
const keptMs = 30 * 24 * 3600 * 1000;
/** The names that this program gives to files and their drafts. */
const ownName = /^[a-z-]+-[0-9a-f]{1,8}(?:\.[0-9a-f]{8}\.tmp)?$/;
/** Permission of the group or of others to write. */
const foreignWrite = 0o022;
/** Opening a named pipe must not wait for its writer. */
const reading = constants.O_RDONLY | constants.O_NONBLOCK;

/** Whether no other user can have written it; root can always. */
const isOwn = ({ uid, mode }: Stats): boolean =>
  uid === process.getuid?.() && (mode & foreignWrite) === 0;

/** Whether a folder, or the one in which it would be created, is this user's own. */
function isOwnFolder(path: string): boolean {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat) return stat.isDirectory() && isOwn(stat);
    return dirname(path) !== path && isOwnFolder(dirname(path));
  } catch {
    return false;
  }
}

/** What V8's code depends on, beside the script. */
const variant = JSON.stringify([
  process.version,
  process.arch,
  process.execArgv,
  process.env.NODE_OPTIONS,
]);

/** The bit of a run without errors, which reaches most of a command. */
export const wholeRun = 1;

/** Compiled code, and what the runs came to that made it: `wholeRun`, and bits of parts. */
interface KeptCode {
  readonly code: Buffer;
  readonly reached: number;
}

/**
 * V8's compiled code of a script, kept in a file between runs. Every failure means: compile again. V8
 * does not verify such code and crashes when a byte of it is wrong, so a digest precedes it.
 */
export class CodeCache {
  readonly #path: string;
  readonly #script: string;

  /**
   * The code that is kept as `name`, for the script with the digest `script`. undefined where it cannot
   * be kept from other users, and where the cache of Node itself is turned off.
   */
  static of(name: string, script: string): CodeCache | undefined {
    if (process.env.NODE_DISABLE_COMPILE_CACHE || !process.getuid) return undefined;
    const folder = join(cacheFolder(), 'compiled');
    const suffix = createHash('sha256').update(variant).digest('hex').slice(0, 8);
    return isOwnFolder(folder)
      ? new CodeCache(join(folder, `${name}-${suffix}`), script)
      : undefined;
  }

  private constructor(path: string, script: string) {
    this.#path = path;
    this.#script = script;
  }

  /** undefined if there is none, or if not every byte of it is as this program wrote it. */
  read(): KeptCode | undefined {
    try {
      const file = openSync(this.#path, reading);
      try {
        const stat = fstatSync(file);
        if (!stat.isFile() || !isOwn(stat) || stat.size > mostBytes) return undefined;
        const content = readFileSync(file);
        const rest = content.subarray(digestBytes);
        if (!this.#digestOf(rest).equals(content.subarray(0, digestBytes))) return undefined;
        return { reached: rest[0] ?? 0, code: rest.subarray(1) };
      } finally {
        closeSync(file);
      }
    } catch {
      return undefined;
    }
  }

  /** Replaces the code with that of the functions that have run by now, and removes what is old. */
  write(script: Script, reached: number): void {
    const folder = dirname(this.#path);
    try {
      makeFolder(folder, 0o700);
      const rest = Buffer.concat([Buffer.from([reached]), script.createCachedData()]);
      const content = Buffer.concat([this.#digestOf(rest), rest]);
      // No fsync: the digest shows whether all of it reached the disk.
      writeWhole(this.#path, content, { mode: 0o600, flush: false });
      const oldest = Date.now() - keptMs;
      for (const name of readdirSync(folder).filter((each) => ownName.test(each))) {
        const path = join(folder, name);
        if (statSync(path).mtimeMs < oldest) rmSync(path);
      }
    } catch {
      // A read-only or full disk: the next run is as slow as this one.
    }
  }

  #digestOf(rest: Buffer): Buffer {
    return createHash('sha256').update(this.#script).update(variant).update(rest).digest();
  }
}
