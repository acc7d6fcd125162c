import { printable } from '../diagnostics/frame.ts';
import { textWidth, wrapText } from './text-width.ts';

const gap = '  ';
/** A column is not made narrower than this to fit a terminal. */
const narrowest = 8;
/** The last column is text, which is hard to read in less. */
const narrowestLast = 24;

type Row = readonly string[];

const longestWord = (cell: string): number => Math.max(0, ...cell.split(/\s+/).map(textWidth));

/** Narrows the widest columns in place, none below its least width, and returns what is still too much. */
function narrowTo(widths: number[], least: readonly number[], excess: number): number {
  let left = excess;
  while (left > 0) {
    const widest = Math.max(...widths.filter((each, column) => each > (least[column] ?? 0)));
    // The last of the widest, because the last column is text, which wraps best.
    const column = widths.findLastIndex((each, at) => each === widest && each > (least[at] ?? 0));
    if (column === -1) return left;
    const next = Math.max(least[column] ?? 0, ...widths.filter((each) => each < widest));
    const step = Math.min(left, Math.max(1, widest - next));
    widths[column] = widest - step;
    left -= step;
  }
  return 0;
}

/**
 * Widths of the columns: as wide as their cells, the widest ones narrowed until the table fits, if possible without
 * splitting words. Undefined if it does not fit.
 */
function columnWidths(rows: readonly Row[], count: number, width: number): number[] | undefined {
  const columns = Array.from({ length: count }, (_none, at) => rows.map((row) => row[at] ?? ''));
  const widths = columns.map((cells) => Math.max(1, ...cells.map(textWidth)));
  const narrowestOf = columns.map((_cells, at) => (at === count - 1 ? narrowestLast : narrowest));
  const words = columns.map((cells, at) =>
    Math.max(narrowestOf[at] ?? 0, ...cells.map(longestWord)),
  );
  const room = width - gap.length * (count - 1);
  const excess = widths.reduce((sum, each) => sum + each, 0) - room;
  const left = narrowTo(widths, words, excess);
  return narrowTo(widths, narrowestOf, left) === 0 ? widths : undefined;
}

/** Up to this width, words are not split to keep the columns. */
const narrow = 60;

/** Whether a column splits a word that the terminal has room for. */
const splitsWords = (rows: readonly Row[], widths: readonly number[], width: number): boolean =>
  rows.some((row) =>
    row.some((cell, column) =>
      cell.split(/\s+/).some((word) => {
        const needed = textWidth(word);
        return needed > (widths[column] ?? 0) && needed <= width;
      }),
    ),
  );

/** A row as a list: the first cell, below it the others with the names of their columns. */
function formatRecord(header: Row, [first = '', ...others]: Row, width: number): string[] {
  const below = others.flatMap((cell, index) => {
    const name = header[index + 1] ?? '';
    const text = name === '' ? cell : `${name}: ${cell}`;
    const wrapped = wrapText(text, width - 2 * gap.length);
    return cell === '' ? [] : wrapped.map((line, at) => `${at === 0 ? gap : gap + gap}${line}`);
  });
  return [...wrapText(first, width), ...below];
}

const padTo = (text: string, width: number) =>
  text + ' '.repeat(Math.max(0, width - textWidth(text)));

function formatRow(row: Row, widths: readonly number[]): string[] {
  const cells = widths.map((width, column) => wrapText(row[column] ?? '', width));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_none, line) =>
    widths
      .map((width, column) => padTo(cells[column]?.[line] ?? '', width))
      .join(gap)
      .trimEnd(),
  );
}

/**
 * Rows in columns that fit `width` columns of the terminal: what does not fit is wrapped within its
 * cell. On a narrow terminal, a table that does not fit or whose words would be split is a list. Control characters are replaced.
 */
export function formatTable(header: Row, rows: readonly Row[], width: number): string {
  const all = [header, ...rows].map((row) => row.map((cell) => printable(cell)));
  const widths = columnWidths(all, header.length, width);
  if (!widths || (width <= narrow && splitsWords(all, widths, width))) {
    const [names = [], ...records] = all;
    return records.flatMap((record) => formatRecord(names, record, width)).join('\n');
  }
  return all.flatMap((row) => formatRow(row, widths)).join('\n');
}
