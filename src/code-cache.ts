import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { writeWhole } from './files/write-file.ts';

const digestBytes = 32;
/** Opening a named pipe must not wait for its writer. */
const reading = constants.O_RDONLY | constants.O_NONBLOCK;
/** Permission of the group or of others to write. */
const foreignWrite = 0o022;

/** The user's folder for compiled code, if it is known and not turned off as Node's own cache is. */
function folder(): string | undefined {
  const { XDG_CACHE_HOME: given = '', HOME: home = '' } = process.env;
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return undefined;
  const cache = isAbsolute(given) ? given : home && join(home, '.cache');
  return isAbsolute(cache) ? join(cache, 'rancher-catalog', 'compiled') : undefined;
}

/**
 * V8's compiled code of a script, kept in a file between runs. Every failure means: compile again. V8
 * does not verify such code and crashes when a byte of it is wrong, so a digest precedes it.
 */
export class CodeCache {
  readonly #path: string;
  readonly #script: string;

  /** A file called `name`, for the script with the digest `script` and the Node in use. */
  static of(name: string, script: string): CodeCache | undefined {
    const at = folder();
    return at === undefined ? undefined : new CodeCache(join(at, name), script);
  }

  private constructor(path: string, script: string) {
    this.#path = path;
    this.#script = script;
  }

  /** undefined if there is no code of this script and Node that only this user can have written. */
  read(): Buffer | undefined {
    try {
      const file = openSync(this.#path, reading);
      try {
        const stat = fstatSync(file);
        const isOwn = stat.uid === process.getuid?.() && (stat.mode & foreignWrite) === 0;
        if (!stat.isFile() || !isOwn) return undefined;
        const content = readFileSync(file);
        const code = content.subarray(digestBytes);
        return this.#digestOf(code).equals(content.subarray(0, digestBytes)) ? code : undefined;
      } finally {
        closeSync(file);
      }
    } catch {
      return undefined;
    }
  }

  write(code: Buffer): void {
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      writeWhole(this.#path, Buffer.concat([this.#digestOf(code), code]), 0o600);
    } catch {
      // A read-only or full disk: the next run is as slow as this one.
    }
  }

  #digestOf(code: Buffer): Buffer {
    return createHash('sha256').update(this.#script).update(process.version).update(code).digest();
  }
}
