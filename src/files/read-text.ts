import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { isatty } from 'node:tty';
import {
  catalogError,
  CatalogError,
  type Checked,
  type Diagnostic,
} from '../diagnostics/diagnostic.ts';
import { decodeText } from '../source/decode-text.ts';
import { fileDiagnostic, isMissing } from './file-diagnostic.ts';

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** Far above the size of any answers file, blueprint, template or schema. */
export const largestText = mebibyte;

/** The name of standard input on a command line. */
const standardInput = '-';

/** A path of the command line, as in messages. */
export function shownPath(path: string): string {
  return path === standardInput ? '<stdin>' : path;
}

/** The fault of a file that is larger than any of its kind; `limit` in bytes. */
export function tooLarge(file: string, limit: number): Diagnostic {
  return {
    code: 'file-too-large',
    severity: 'error',
    message: `this file is larger than the limit of ${limit < mebibyte ? `${limit / kibibyte} KiB` : `${limit / mebibyte} MiB`}`,
    at: { file },
  };
}

/** Whether reading can wait for another program or a person. */
export const isWaiting = (descriptor: number, stat: Stats): boolean =>
  stat.isFIFO() || stat.isSocket() || isatty(descriptor);

/** Opens a file to read it. Unlike without O_NONBLOCK, a pipe that nothing is written to is opened at once. */
export const openToRead = (path: string): number =>
  openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);

function readBounded(path: string, limit: number, waits: boolean): Uint8Array | undefined {
  const descriptor = waits ? openSync(path, 'r') : openToRead(path);
  try {
    const stat = fstatSync(descriptor);
    if (!waits && isWaiting(descriptor, stat)) {
      throw catalogError('file-unreadable', 'this is a pipe or a terminal, not a file', undefined, {
        file: shownPath(path),
      });
    }
    const { size } = stat;
    if (size > limit) return undefined;
    const chunks: Uint8Array[] = [];
    let total = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(Math.max(64 * kibibyte, Math.min(size + 1, limit)));
      const count = readSync(descriptor, chunk, 0, chunk.length, null);
      if (count === 0) return Buffer.concat(chunks);
      total += count;
      // Pipes and devices do not have a size.
      if (total > limit) return undefined;
      chunks.push(chunk.subarray(0, count));
    }
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The bytes of a file, at most `limit` of them. `waits` reads a pipe as well, during which the program is not
 * interrupted by Ctrl-C.
 */
export function readBytes(
  path: string,
  limit: number,
  missingHint?: string,
  waits = false,
): Checked<Uint8Array> {
  try {
    const bytes = readBounded(path, limit, waits);
    if (bytes) return { value: bytes, diagnostics: [] };
    return { value: undefined, diagnostics: [tooLarge(shownPath(path), limit)] };
  } catch (error) {
    if (error instanceof CatalogError) return { value: undefined, diagnostics: error.diagnostics };
    const code = isMissing(error) ? 'file-missing' : 'file-unreadable';
    const hint = code === 'file-missing' ? missingHint : undefined;
    return { value: undefined, diagnostics: [fileDiagnostic(error, shownPath(path), code, hint)] };
  }
}

/** How a text is read. */
export interface TextOptions {
  /** Bytes. @default 1 MiB */
  readonly limit?: number;
  /** Whether a pipe is read too, such as `<(command)` of a shell. @default false */
  readonly waits?: boolean;
}

/** The text of a UTF-8 file. */
export function readText(
  path: string,
  missingHint?: string,
  { limit = largestText, waits = false }: TextOptions = {},
): Checked<string> {
  const { value, diagnostics } = readBytes(path, limit, missingHint, waits);
  return value ? decodeText(value, shownPath(path)) : { value: undefined, diagnostics };
}
