import type { Checked } from '../diagnostics/diagnostic.ts';
import { decodeText } from '../source/decode-text.ts';
import { fileDiagnostic } from './file-error.ts';
import { largestText, shownPath, tooLarge } from './read-text.ts';

const stop = () => process.stdin.destroy();

/** The text on standard input, bounded; undefined without a fault when Ctrl-C came first. */
export async function readInput(signal: AbortSignal): Promise<Checked<string>> {
  const path = shownPath('-');
  signal.addEventListener('abort', stop);
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
    if (signal.aborted) return { value: undefined, diagnostics: [] };
    return { value: undefined, diagnostics: [fileDiagnostic(error, path, 'file-unreadable')] };
  } finally {
    signal.removeEventListener('abort', stop);
  }
  return decodeText(Buffer.concat(chunks), path);
}
