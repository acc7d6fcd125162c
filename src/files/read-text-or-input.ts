import { closeSync, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import { isatty, ReadStream } from 'node:tty';
import type { Readable } from 'node:stream';
import type { Checked } from '../diagnostics/diagnostic.ts';
import { decodeText } from '../source/decode-text.ts';
import { fileDiagnostic } from './file-diagnostic.ts';
import { isWaiting, largestText, openToRead, readText, shownPath, tooLarge } from './read-text.ts';

/** The text of a stream, bounded; undefined without a fault after Ctrl-C. */
async function readStream(
  stream: Readable,
  path: string,
  signal: AbortSignal | undefined,
): Promise<Checked<string>> {
  const stop = () => stream.destroy();
  signal?.addEventListener('abort', stop);
  const chunks: Uint8Array[] = [];
  let total = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      total += chunk.length;
      if (total > largestText)
        return { value: undefined, diagnostics: [tooLarge(path, largestText)] };
      chunks.push(chunk);
    }
  } catch (error) {
    if (signal?.aborted === true) return { value: undefined, diagnostics: [] };
    return { value: undefined, diagnostics: [fileDiagnostic(error, path, 'file-unreadable')] };
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return decodeText(Buffer.concat(chunks), path);
}

/** A pipe or a terminal as a stream, which Ctrl-C can end; undefined for all else. */
function waitingStream(path: string): Readable | undefined {
  let descriptor;
  try {
    descriptor = openToRead(path);
  } catch {
    // Read as a file, which reports why.
    return undefined;
  }
  if (isWaiting(descriptor, fstatSync(descriptor))) {
    return isatty(descriptor)
      ? new ReadStream(descriptor)
      : new Socket({ fd: descriptor, readable: true, writable: false });
  }
  closeSync(descriptor);
  return undefined;
}

/** Whether a path of the command line is standard input. */
export const isInput = (path: string): boolean => path === '-' || path === '/dev/stdin';

/**
 * The text of a file that a command line names, where `-` is standard input; UTF-8, and 1 MiB or
 * less. The signal ends the reading of standard input.
 */
export function readTextOrInput(
  path: string,
  signal?: AbortSignal,
  missingHint?: string,
): Promise<Checked<string>> | Checked<string> {
  if (isInput(path)) return readStream(process.stdin, shownPath('-'), signal);
  const stream = waitingStream(path);
  return stream ? readStream(stream, path, signal) : readText(path, missingHint);
}
