import type { PictureList } from './picture-rows.ts';
import { margin, width } from './svg-scale.ts';
import { fontSize, text, textWidth, wrap } from '../../svg/svg-text.ts';

const rowHeight = 15;
const timeWidth = 62;
const columnWidth = (width - 2 * margin) / 2;
const charsPerRow = Math.floor((columnWidth - timeWidth - 16) / textWidth('x', fontSize));
const charsPerLine = Math.floor((width - 2 * margin) / textWidth('x', fontSize));

/** Draws a list in two columns, each row whole, and below it what it leaves out. */
export function listShapes(
  { rows, more }: PictureList,
  zeroMs: number,
  top: number,
): { shapes: string[]; bottom: number } {
  const entries = rows.map(({ atMs, words }) => ({
    time: `${((atMs - zeroMs) / 1000).toFixed(2)} s`,
    lines: wrap(words, charsPerRow),
  }));
  const total = entries.reduce((sum, { lines }) => sum + lines.length, 0);
  const shapes: string[] = [];
  let [column, line, longest] = [0, 0, 0];
  for (const { time, lines } of entries) {
    if (column === 0 && line >= total / 2) [column, line] = [1, 0];
    const x = margin + column * columnWidth + timeWidth;
    const y = top + line * rowHeight;
    shapes.push(text({ x: x - 8, y, words: time, anchor: 'end', kind: 'dim' }));
    shapes.push(...lines.map((words, at) => text({ x, y: y + at * rowHeight, words })));
    line += lines.length;
    longest = Math.max(longest, line);
  }
  const notes = more.flatMap((words) => wrap(words, charsPerLine));
  const notesTop = top + longest * rowHeight;
  shapes.push(
    ...notes.map((words, at) =>
      text({ x: margin, y: notesTop + at * rowHeight, words, kind: 'dim' }),
    ),
  );
  return { shapes, bottom: notesTop + notes.length * rowHeight };
}
