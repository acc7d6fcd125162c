/** Characters that XML does not allow. */
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Escapes text for XML and HTML, as content and as an attribute. */
export const escape = (words: string) =>
  words
    .replaceAll(forbidden, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export const round = (value: number) => Math.round(value * 10) / 10;

export const fontSize = 11;
export const lineHeight = 16;

/** The width of text. Characters of the fonts of a picture are at most this wide for their size. */
export const textWidth = (words: string, size = fontSize) => [...words].length * size * 0.61;

/** Where text is: the left end of its baseline, unless it has another anchor. */
export interface Label {
  readonly x: number;
  readonly y: number;
  readonly words: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** Classes of the style of pictures. */
  readonly kind?: string;
  readonly size?: number;
}

/** Draws text. */
export function text({ x, y, words, anchor = 'start', kind, size }: Label): string {
  const attributes = [
    ...(kind === undefined ? [] : [` class="${kind}"`]),
    ...(anchor === 'start' ? [] : [` text-anchor="${anchor}"`]),
    ...(size === undefined ? [] : [` font-size="${size}"`]),
  ];
  return `<text x="${round(x)}" y="${round(y)}"${attributes.join('')}>${escape(words)}</text>`;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Space between two labels, in pixels. */
const space = 3;

function boxOf({ x, y, words, anchor, size = fontSize }: Label): Box {
  const wide = textWidth(words, size);
  const shares = { start: 0, middle: 0.5, end: 1 };
  const left = x - wide * shares[anchor ?? 'start'];
  return { left, right: left + wide, top: y - size * 0.9, bottom: y + size * 0.3 };
}

/** Labels that do not cover each other. */
export class Labels {
  readonly #boxes: Box[] = [];

  /** Draws the first of some labels that covers no earlier one; undefined if each of them does. */
  place(candidates: readonly Label[]): string | undefined {
    for (const label of candidates) {
      const box = boxOf(label);
      const isFree = this.#boxes.every(
        ({ left, right, top, bottom }) =>
          box.right + space <= left ||
          box.left - space >= right ||
          box.bottom <= top ||
          box.top >= bottom,
      );
      if (!isFree) continue;
      this.#boxes.push(box);
      return text(label);
    }
    return undefined;
  }
}

/** Breaks text into rows of at most `most` characters, between words where possible. */
export function wrap(words: string, most: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of words.split(' ')) {
    if (row !== '' && row.length + 1 + word.length <= most) {
      row += ` ${word}`;
      continue;
    }
    if (row !== '') rows.push(row);
    row = word;
    for (; row.length > most; row = row.slice(most)) rows.push(row.slice(0, most));
  }
  return [...rows, row];
}

/** A length of time for a label: `87 ms`, `2.46 s`, `10.7 s`. */
export function shortTime(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return ms < 9995 ? `${(ms / 1000).toFixed(2)} s` : `${(ms / 1000).toFixed(1)} s`;
}
