import type { Paint } from '../diagnostics/format-diagnostic.ts';
import { printable } from '../diagnostics/frame.ts';
import type { DrawnBlock, PictureColumn } from '../plan/picture/picture-columns.ts';
import { textWidth, wrapText } from '../terminal/text-width.ts';

const gap = '  ';

/** A column is not made wider than this; longer names are cut. */
const widest = 26;

/** A text that fits; what is cut is in its middle, because names of containers differ at both ends. */
function fit(words: string, width: number): string {
  if (textWidth(words) <= width) return words;
  const characters = [...words];
  const end = Math.floor((width - 1) / 2);
  return `${characters.slice(0, width - 1 - end).join('')}…${characters.slice(-end).join('')}`;
}

const blockText = ({ service, end }: DrawnBlock): string => `[${printable(service)}${end}]`;

interface Cell {
  readonly words: string;
  readonly style?: 'error' | 'dim' | 'bold';
}

/** The rows of a column, from the name of the host on. */
function cellsOf(column: PictureColumn, width: number): Cell[] {
  const { title, notes, kind, blocks, more, reason } = column;
  const isBad = kind === 'lost' || kind === 'waiting';
  const mark = kind === 'lost' ? 'x ' : kind === 'waiting' ? '? ' : '';
  return [
    { words: fit(`${mark}${printable(title)}`, width), style: isBad ? 'error' : 'bold' },
    ...notes.map((words): Cell => ({ words: fit(words, width), style: 'dim' })),
    ...blocks.map((block): Cell => ({ words: fit(blockText(block), width) })),
    ...(more > 0 ? [{ words: fit(`and ${more} more`, width), style: 'dim' as const }] : []),
    ...(reason === '' ? [] : wrapText(printable(reason), width)).map((words): Cell => ({
      words,
      style: 'dim',
    })),
  ];
}

/** The width that a column wants. */
function widthOf(column: PictureColumn): number {
  const { title, notes, blocks, reason } = column;
  const words = [`x ${title}`, ...notes, ...blocks.map(blockText)];
  const wanted = Math.max(...words.map(textWidth), reason === '' ? 0 : 18);
  return Math.min(widest, wanted);
}

function bandLines(columns: readonly PictureColumn[], width: number, paint: Paint): string[] {
  const cells = columns.map((column) => cellsOf(column, width));
  const height = Math.max(...cells.map((column) => column.length));
  return Array.from({ length: height }, (_none, row) => {
    const line = cells.map((column) => {
      const { words = '', style } = column[row] ?? {};
      const space = ' '.repeat(Math.max(0, width - textWidth(words)));
      return (style === undefined ? words : paint(style, words)) + space;
    });
    return `${gap}${line.join(gap)}`.trimEnd();
  });
}

/** A placement as text: hosts side by side, as many in a row as fit, their containers below. */
export function formatPlacement(
  columns: readonly PictureColumn[],
  terminal: number,
  paint: Paint,
): string[] {
  const width = Math.min(Math.max(1, ...columns.map(widthOf)), terminal - gap.length);
  const perBand = Math.max(1, Math.floor(terminal / (width + gap.length)));
  const bands: string[] = [];
  for (let first = 0; first < columns.length; first += perBand) {
    if (first > 0) bands.push('');
    bands.push(...bandLines(columns.slice(first, first + perBand), width, paint));
  }
  return bands;
}
