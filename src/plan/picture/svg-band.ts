import { escape, lineHeight, round, text, textWidth, wrap } from '../../svg/svg-text.ts';
import type { DrawnBlock, PictureColumn } from './picture-columns.ts';

/** The width of a picture of a plan. */
export const pictureWidth = 1100;

/** The color of a service. */
export type Colours = (service: string) => string;

const margin = 24;
const gap = 12;
const perBand = 6;
const columnWidth = (pictureWidth - 2 * margin - (perBand - 1) * gap) / perBand;
const blockHeight = 22;
const blockGap = 4;
const padding = 8;
const charsPerRow = Math.floor((columnWidth - 2 * padding) / textWidth('x'));

/** Lines of a reason. */
const mostReasonLines = 5;

/** Text in one row of a column. */
const fit = (words: string, most: number): string =>
  [...words].length <= most ? words : `${[...words].slice(0, most - 1).join('')}…`;

/** The texts above the blocks of a column. */
function headOf({ title, notes, kind }: PictureColumn): { words: string; kind: string }[] {
  const isBad = kind === 'lost' || kind === 'waiting';
  return [
    { words: fit(title, charsPerRow), kind: isBad ? 'bad title' : 'title' },
    ...notes.map((words) => ({ words, kind: words === 'lost' ? 'bad' : 'dim' })),
  ];
}

/** The texts below the blocks of a column. */
function footOf({ reason, more, kind }: PictureColumn): string[] {
  const rows = reason === '' ? [] : wrap(reason, charsPerRow);
  const cut = rows.slice(0, mostReasonLines);
  if (rows.length > cut.length) cut.push('…');
  const word = kind === 'rest' ? `${more} containers` : `and ${more} more`;
  return more > 0 ? [...cut, word] : cut;
}

const contentHeight = (column: PictureColumn): number =>
  headOf(column).length * lineHeight +
  column.blocks.length * (blockHeight + blockGap) +
  footOf(column).length * lineHeight;

function blockShape(
  { service, end }: DrawnBlock,
  isPlaced: boolean,
  colours: Colours,
  x: number,
  y: number,
) {
  // No other container of the service has its number, so the name before it is cut.
  const words = `${fit(service, charsPerRow - 1 - end.length)}${end}`;
  const paint = isPlaced ? `fill="${colours(service)}"` : 'class="unplaced"';
  const wide = round(columnWidth - 2 * padding);
  return [
    `<rect x="${round(x)}" y="${round(y)}" width="${wide}" height="${blockHeight}" rx="3" ${paint}><title>${escape(service + end)}</title></rect>`,
    text({ x: x + 6, y: y + 15, words, ...(isPlaced ? { kind: 'on' } : {}) }),
  ];
}

function columnShapes(
  column: PictureColumn,
  colours: Colours,
  x: number,
  top: number,
  height: number,
): string[] {
  const head = headOf(column);
  const blocksTop = top + 6 + head.length * lineHeight + 4;
  const footTop = blocksTop + column.blocks.length * (blockHeight + blockGap) + 12;
  const isPlaced = column.kind !== 'waiting';
  const why = column.reason === '' ? '' : `<title>${escape(column.reason)}</title>`;
  return [
    `<rect class="${column.kind}" x="${round(x)}" y="${round(top)}" width="${round(columnWidth)}" height="${round(height)}" rx="5">${why}</rect>`,
    ...head.map(({ words, kind }, index) =>
      text({ x: x + padding, y: top + 18 + index * lineHeight, words, kind }),
    ),
    ...column.blocks.flatMap((block, index) =>
      blockShape(
        block,
        isPlaced,
        colours,
        x + padding,
        blocksTop + index * (blockHeight + blockGap),
      ),
    ),
    ...footOf(column).map((words, index) =>
      text({ x: x + padding, y: footTop + index * lineHeight, words, kind: 'dim' }),
    ),
  ];
}

/** Draws columns side by side, in as many rows as they need. */
export function bandShapes(
  columns: readonly PictureColumn[],
  colours: Colours,
  top: number,
): { shapes: string[]; bottom: number } {
  const shapes: string[] = [];
  let y = top;
  for (let first = 0; first < columns.length; first += perBand) {
    const band = columns.slice(first, first + perBand);
    const height = Math.max(...band.map(contentHeight)) + 20;
    shapes.push(
      ...band.flatMap((column, index) =>
        columnShapes(column, colours, margin + index * (columnWidth + gap), y, height),
      ),
    );
    y += height + gap;
  }
  return { shapes, bottom: y };
}
