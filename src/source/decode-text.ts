import type { Checked } from '../diagnostics/diagnostic.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** Bytes → text. A byte order mark is dropped; the first byte that is not valid UTF-8 is a fault. */
export function decodeText(bytes: Uint8Array, path: string): Checked<string> {
  try {
    return { value: decoder.decode(bytes), diagnostics: [] };
  } catch {
    const valid = validLength(bytes);
    const before = new TextDecoder().decode(bytes.subarray(0, valid));
    const lines = before.split('\n');
    const byte = (bytes[valid] ?? 0).toString(16).padStart(2, '0');
    return {
      value: undefined,
      diagnostics: [
        {
          code: 'not-utf8',
          severity: 'error',
          message: `byte 0x${byte} is not valid UTF-8`,
          at: { file: path, line: lines.length, column: (lines.at(-1) ?? '').length + 1 },
          hint: 'save the file as UTF-8',
        },
      ],
    };
  }
}

/** The number of bytes from the start that are valid UTF-8. */
function validLength(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (good + 1 < bad) {
    const middle = (good + bad) >> 1;
    if (startsValid(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  // A character that starts before the bad byte is part of the fault.
  while (good > 0 && !startsValid(bytes.subarray(0, good), false)) good -= 1;
  return good;
}

/** Whether bytes are valid UTF-8. In a stream, an incomplete character at the end is accepted. */
function startsValid(bytes: Uint8Array, stream = true): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
