import type { Checked } from '../diagnostics/diagnostic.ts';
import { decodeText } from '../source/decode-text.ts';
import { fileDiagnostic } from './file-diagnostic.ts';
import { largestText, readText, shownPath, tooLarge } from './read-text.ts';

const stop = () => process.stdin.destroy();

/** The text on standard input, bounded; undefined without a fault after Ctrl-C. */
async function readInput(signal: AbortSignal | undefined): Promise<Checked<string>> {
  const path = shownPath('-');
  signal?.addEventListener('abort', stop);
  const chunks: Uint8Array[] = [];
  let total = 0;
  try {
    for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
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
  return isInput(path) ? readInput(signal) : readText(path, missingHint);
}
