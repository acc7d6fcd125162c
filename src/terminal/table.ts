import { printable } from '../diagnostics/frame.ts';

const gap = '  ';

// Made when it is needed: to make one takes as long as many a whole command.
let segmenter: Intl.Segmenter | undefined;
const wide =
  /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;

/** The columns of a terminal that a text takes. */
export function textWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

const padTo = (text: string, width: number) =>
  text + ' '.repeat(Math.max(0, width - textWidth(text)));

/** Words in lines of at most `width` columns; a longer word has a line of its own. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/**
 * Rows in columns as wide as their widest cell; the last column is wrapped to what is left of
 * `width`, or set below its row where that is too little to read.
 */
export function drawTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string {
  const leading = header.slice(0, -1);
  const widths = leading.map((title, column) =>
    Math.max(textWidth(title), ...rows.map((row) => textWidth(printable(row[column] ?? '')))),
  );
  const indent = widths.reduce((sum, each) => sum + each + gap.length, 0);
  const rest = width - indent;
  const isBelow = rest < 24;
  const draw = (row: readonly string[]): string => {
    const cells = widths.map((each, column) => padTo(printable(row[column] ?? ''), each));
    const last = printable(row[leading.length] ?? '');
    const wrapped = wrapText(last, isBelow ? width - 4 : rest);
    const lead = cells.join(gap).trimEnd();
    if (isBelow)
      return [lead, ...(last === '' ? [] : wrapped.map((line) => `    ${line}`))].join('\n');
    const [first = '', ...more] = wrapped;
    return [
      [...cells, first].join(gap).trimEnd(),
      ...more.map((line) => ' '.repeat(indent) + line),
    ].join('\n');
  };
  return [draw(header), ...rows.map(draw)].join('\n');
}
