/** Keys whose values are never shown, even if the schema does not mark them as secret. */
const secretWord = /passw|passphrase|secret|token|credential/i;
/** Takes the square of the length of some lines. No key is longer. */
const longestKey = 500;
const keyBefore = /^\s*(?:- +)?["']?([\w.-]*)["']?\s*[:=]/;

/** The start of a line up to the value of such a key; undefined for other lines. */
function beforeSecret(line: string): string | undefined {
  const [start, key = ''] = keyBefore.exec(line.slice(0, longestKey)) ?? [];
  return secretWord.test(key) ? start : undefined;
}

/** What a value in a file of a kind can be made of that is a name, of an answer or a variable. */
const references: readonly (readonly [file: RegExp, names: RegExp])[] = [
  [/\.hbs$/, /\{\{[#/^]?[\w\s.@/]*\}\}|\$\{\w+\}/g],
  [/compose\.ya?ml(?:\.tpl)?$/, /\{\{-?\s*\.Values\.\w+\s*-?\}\}|\$\{\w+\}/g],
];

/** Whether nothing of a secret can be in the value of a line: it begins below, or is made of names only. */
function isHarmless(value: string, file: string): boolean {
  if (/^\s*[[{]?\s*$/.test(value)) return true;
  const [, names] = references.find(([kind]) => kind.test(file)) ?? [];
  if (names === undefined || value.length > longestKey) return false;
  return /^[\s"']*$/.test(value.replaceAll(names, ''));
}

const indentOf = (line: string) => /^[\s-]*/.exec(line)?.[0].length ?? 0;

/** The lines that a line is below, as its indentation shows, from the nearest. */
function linesAround({ lines, above }: Lines, index: number): string[] {
  const around: string[] = [];
  for (let at = above[index] ?? -1; at >= 0; at = above[at] ?? -1) around.push(lines[at] ?? '');
  return around;
}

/** The maps whose keys are names that the author chose, in files of a kind. */
const namesBelow: readonly (readonly [file: RegExp, key: RegExp])[] = [
  [/\.json$/, /["']properties["']\s*:\s*\{?\s*$/],
  [/compose\.ya?ml(?:\.tpl|\.hbs)?$/, /^services:\s*$/],
];

/** Keys of an answers schema that have a value of the answer. */
const valueKey = /\b(?:default|const|enum|examples)["']?\s*:/;

/** Whether a line belongs to the value of a key that names a secret, e.g. in a block scalar. */
function continuesSecret(text: Lines, index: number, file: string): boolean {
  const around = linesAround(text, index);
  const [, names] = namesBelow.find(([kind]) => kind.test(file)) ?? [];
  return around.some((line, distance) => {
    if (beforeSecret(line) === undefined) return false;
    // The line is part of a service or an answer of this name, not of a secret.
    if (names?.test(around[distance + 1] ?? '') !== true) return true;
    const inside = [text.lines[index] ?? '', ...around.slice(0, distance)];
    return file.endsWith('.json') && inside.some((each) => valueKey.test(each));
  });
}

/** The lines of a text, and of each the one that it is below: an index, or -1. */
interface Lines {
  readonly lines: readonly string[];
  readonly above: readonly number[];
}

/** For each line the nearest before it with less indentation; blank lines are not counted. */
function linesAbove(lines: readonly string[]): number[] {
  const open: { readonly index: number; readonly indent: number }[] = [];
  return lines.map((line, index) => {
    if (line.trim() === '') return -1;
    const indent = indentOf(line);
    while ((open.at(-1)?.indent ?? -1) >= indent) open.pop();
    const above = open.at(-1)?.index ?? -1;
    open.push({ index, indent });
    return above;
  });
}

// Many frames are drawn from one text.
let known: (Lines & { readonly text: string }) | undefined;

function linesOf(text: string): Lines {
  if (known?.text !== text) {
    const lines = text.split(/\r\n|\n|\r/);
    known = { text, lines, above: linesAbove(lines) };
  }
  return known;
}

/** A wide line is shown around the column only. */
const width = 100;

// What a terminal would act on, or would make a line look like another: escapes, bidi overrides.
const unprintable =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Text from a file or user made safe to show: control characters and overrides are replaced. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, '\uFFFD');
}

/**
 * The line of a fault with a caret below the column:
 *
 *       7 |   quorum: 4
 *         |           ^
 *
 * Secrets in it are masked; undefined when nothing of the line may be shown. The name of the `file` shows what in a
 * line is a value.
 */
export function formatFrame(
  text: string,
  line: number,
  column: number,
  file = '',
): string | undefined {
  const read = linesOf(text);
  const raw = read.lines[line - 1];
  if (raw === undefined || raw.trim() === '' || continuesSecret(read, line - 1, file)) {
    return undefined;
  }
  const before = beforeSecret(raw);
  const isShown = before === undefined || isHarmless(raw.slice(before.length), file);
  const shown = isShown ? raw : `${before} ***`;
  const start = column > width - 20 ? column - 40 : 0;
  const piece = printable(shown.slice(start, start + width)).replaceAll('\t', ' ');
  const caret = Math.min(column - 1, shown.length) - start;
  const number = String(line).padStart(7);
  return `${number} | ${piece}\n${' '.repeat(7)} | ${' '.repeat(Math.max(0, caret))}^`;
}
