import type { DrawnGaps } from './drawn-gaps.ts';
import { margin, width } from './svg-scale.ts';
import { lineHeight, round, text, textWidth } from '../../svg/svg-text.ts';

const swatch = (kind: string) => (x: number, y: number) =>
  `<rect class="${kind}" x="${x}" y="${y - 9}" width="14" height="10"/>`;
const line = (kind: string) => (x: number, y: number) =>
  `<path class="${kind}" d="M${x} ${y - 4}h18"/>`;
const tick = (kind: string) => (x: number, y: number) =>
  `<path class="${kind}" d="M${x + 7} ${y - 10}v12"/>`;

/** What each colour means, and how many gaps are drawn. */
export function legendShapes({ counted, before }: DrawnGaps, top: number) {
  const entries = [
    [line('write'), 'time until a write is acknowledged'],
    [swatch('gap'), `gap since the first fault (${counted.length} drawn)`],
    [swatch('noise'), `gap before it or of the untouched server: noise (${before.length} drawn)`],
    [line('bound'), 'limit that was applied'],
    [line('step'), 'step of the drill'],
    [tick('loss'), 'lost write'],
    [tick('turn'), 'turn of a failover'],
    [tick('event'), 'other event'],
  ] as const;
  let [x, y] = [margin, top];
  const shapes = entries.flatMap(([draw, words]) => {
    const wide = 24 + textWidth(words) + 18;
    if (x + wide > width) [x, y] = [margin, y + lineHeight];
    const at = round(x);
    x += wide;
    return [draw(at, y), text({ x: at + 24, y, words, kind: 'dim' })];
  });
  return { shapes, bottom: y + lineHeight };
}
