import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { placeAt } from './place-at.ts';

/**
 * Limits of characters that have a meaning in YAML. The library takes up to 20 µs for each, the reader of simple
 * texts 1 µs. Real answers files and schemas have at most 2,500.
 */
const [mostMarks, mostMarksOfAll] = [4000, 32_000];

/** Limit of a line: numbers and keys take the square of their length. */
const longestLine = 64 * 1024;
const lineFeed = 10;

/** Limit of texts that only the library can read: for some it takes the square of their length. */
const mostUnusual = 64 * 1024;

/** Limit of JSON for the library, such as the answers schema of a blueprint with hundreds of answers. */
const mostJson = 512 * 1024;

const marks = new Set([...'[]{},:?!&*"\'|>\\#\n-'].map((mark) => mark.charCodeAt(0)));

/** Which readers a text can be given to. */
export type TextSize = 'small' | 'medium' | 'large';

/** Which reader a text can be given to: `small` to each, `medium` to the one for simple texts, `large` to none. */
export function sizeOf(text: string): TextSize {
  let [count, line] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (marks.has(char)) count += 1;
    line = char === lineFeed ? 0 : line + 1;
    if (count > mostMarksOfAll || line > longestLine) return 'large';
  }
  const isSmall = count <= mostMarks && text.length <= mostUnusual;
  return isSmall || (text.length <= mostJson && isJson(text)) ? 'small' : 'medium';
}

/** Whether a text is JSON, without so many brackets in each other that reading it takes the square of their number. */
export function isJson(text: string): boolean {
  if (!/^\s*\{/.test(text) || /(?:[[{]\s*){50}/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a large text that begins as JSON; undefined for others. */
function jsonFault(text: string, path: string): Diagnostic | undefined {
  if (!/^\s*\{\s*["}]/.test(text)) return undefined;
  try {
    JSON.parse(text);
    return {
      code: 'file-too-large',
      severity: 'error',
      message: `this JSON is too large to have duplicate keys, or escapes other than \\n, \\t, \\" and \\\\: expected at most ${mostJson / 1024} KiB`,
      at: { file: path, line: 1, column: 1 },
      hint: 'write each key once, and characters as they are',
    };
  } catch (error) {
    // The rest of the message can quote the text.
    const [, position = String(text.length - 1)] = /position (\d+)/.exec(String(error)) ?? [];
    const last = text.trimEnd().length - 1;
    const at = placeAt(path, text, Math.min(Number(position), last));
    return { code: 'yaml-syntax', severity: 'error', message: 'this is not valid JSON', at };
  }
}

const tooMuch = (path: string, isLarge: boolean): Diagnostic => ({
  code: 'file-too-large',
  severity: 'error',
  message: isLarge
    ? `this YAML is too large: expected at most ${mostMarksOfAll} marks such as : and -, and ${longestLine / 1024} KiB in a line`
    : `this file is too large for its form of YAML: expected at most ${mostUnusual / 1024} KiB, and ${mostMarks} marks such as : and {`,
  at: { file: path, line: 1, column: 1 },
  hint: isLarge
    ? 'write JSON, which is read faster'
    : 'write plain YAML: a key and a value per line, without nested {} and [], anchors, tags and escapes',
});

/** What is reported of a text that is not given to the library. */
export const tooLargeFault = (text: string, path: string, size: TextSize): Diagnostic =>
  jsonFault(text, path) ?? tooMuch(path, size === 'large');
