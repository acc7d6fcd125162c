import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
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

function readBounded(path: string, limit: number): Uint8Array | undefined {
  const descriptor = openSync(path, 'r');
  try {
    const size = fstatSync(descriptor).size;
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

/** The bytes of a file, at most `limit` of them. */
export function readBytes(path: string, limit: number, missingHint?: string): Checked<Uint8Array> {
  try {
    const bytes = readBounded(path, limit);
    if (bytes) return { value: bytes, diagnostics: [] };
    return { value: undefined, diagnostics: [tooLarge(shownPath(path), limit)] };
  } catch (error) {
    const code = isMissing(error) ? 'file-missing' : 'file-unreadable';
    const hint = code === 'file-missing' ? missingHint : undefined;
    return { value: undefined, diagnostics: [fileDiagnostic(error, shownPath(path), code, hint)] };
  }
}

/** The text of a UTF-8 file of `limit` bytes or less. @default 1 MiB */
export function readText(path: string, missingHint?: string, limit = largestText): Checked<string> {
  const { value, diagnostics } = readBytes(path, limit, missingHint);
  return value ? decodeText(value, shownPath(path)) : { value: undefined, diagnostics };
}
