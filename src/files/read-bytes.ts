import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** The bytes of a regular file of up to `most` bytes; undefined for anything else, also for a link. */
export function readBytes(path: string, most: number): Uint8Array | undefined {
  let handle: number | undefined;
  try {
    // A pipe would wait for a writer.
    handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = fstatSync(handle);
    return stat.isFile() && stat.size <= most ? readFileSync(handle) : undefined;
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
