import type { Ack } from './client-record.ts';
import { boundOf, type DrillResult } from './drill-result.ts';
import type { DrawnGaps } from './drawn-gaps.ts';
import type { Gap } from './measure.ts';
import { left, plotHeight, plotWidth, right, width, type Scale } from './svg-scale.ts';
import {
  escape,
  fontSize,
  round,
  shortTime,
  text,
  textWidth,
  type Label,
  type Labels,
} from '../../svg/svg-text.ts';

/** How far below the plot its axis ends. */
export const axisHeight = 40;

/** The frame of the plot, both axes, and their titles. */
export function axes(scale: Scale, labels: Labels): string[] {
  const { plotTop, plotBottom, zeroMs } = scale;
  const levels = [1, 10, 100, 1000, 10_000].map((value) => {
    const y = round(scale.y(value));
    const words = value >= 1000 ? `${value / 1000} s` : `${value} ms`;
    const label = text({ x: left - 8, y: y + 4, words, anchor: 'end', kind: 'level' });
    return `<path class="grid" d="M${left} ${y}H${width - right}"/>${label}`;
  });
  const seconds = (scale.toMs - scale.fromMs) / 1000;
  const step = [1, 2, 5, 10, 20, 30, 60].find((each) => seconds / each <= 14) ?? 120;
  const first = Math.ceil((scale.fromMs - zeroMs) / 1000 / step) * step;
  const ticks: string[] = [];
  for (let at = first; zeroMs + at * 1000 <= scale.toMs; at += step) {
    const x = round(scale.x(zeroMs + at * 1000));
    const tick = {
      x,
      y: plotBottom + 18,
      words: `${at} s`,
      anchor: 'middle',
      kind: 'tick',
    } as const;
    ticks.push(`<path class="grid" d="M${x} ${plotBottom}v5"/>${labels.place([tick]) ?? ''}`);
  }
  const middle = plotTop + plotHeight / 2;
  const title = text({
    x: left + plotWidth / 2,
    y: plotBottom + 34,
    words: 'time since the first fault',
    anchor: 'middle',
    kind: 'dim',
  });
  return [
    `<rect class="plot" x="${left}" y="${plotTop}" width="${plotWidth}" height="${plotHeight}"/>`,
    ...levels,
    ...ticks,
    title,
    `<text class="dim" x="${left - 66}" y="${middle}" text-anchor="middle" transform="rotate(-90 ${left - 66} ${middle})">duration of writes and gaps</text>`,
  ];
}

/** The slowest write of each pixel column, as one path of short strokes. */
export function latencies(acks: readonly Ack[], scale: Scale): string {
  const columns = new Map<number, { low: number; high: number }>();
  for (const { atMs, tookMs } of acks) {
    if (atMs < scale.fromMs || atMs > scale.toMs) continue;
    const x = Math.round(scale.x(atMs));
    const column = columns.get(x);
    if (column) {
      column.low = Math.min(column.low, tookMs);
      column.high = Math.max(column.high, tookMs);
    } else columns.set(x, { low: tookMs, high: tookMs });
  }
  const strokes = [...columns].map(
    ([x, { low, high }]) => `M${x} ${round(scale.y(high))}V${round(scale.y(low) + 1)}`,
  );
  return `<path class="write" d="${strokes.join('')}"/>`;
}

const longestFirst = (some: readonly Gap[]) => [...some].sort((a, b) => b.ms - a.ms);

/** One kind of gaps: bars as wide and as high as they are long, and the length of each that has room. */
function gapBars(
  some: readonly Gap[],
  scale: Scale,
  labels: Labels,
  [kind, labelKind, words]: readonly [bar: string, label: string, words: string],
): string[] {
  const bars = some.map(({ fromMs, toMs, ms }) => {
    const x = scale.x(fromMs);
    const y = scale.y(ms);
    const wide = Math.max(1, scale.x(toMs) - x);
    return `<rect class="${kind}" x="${round(x)}" y="${round(y)}" width="${round(wide)}" height="${round(scale.plotBottom - y)}"><title>${words} for ${Math.round(ms)} ms</title></rect>`;
  });
  const lengths = longestFirst(some).flatMap(({ fromMs, toMs, ms }) => {
    const length = shortTime(ms);
    const half = textWidth(length) / 2 + 2;
    const middle = (scale.x(fromMs) + scale.x(toMs)) / 2;
    const x = Math.min(Math.max(middle, left + half), width - right - half);
    const top = Math.max(scale.y(ms) - 4, scale.plotTop + fontSize + 1);
    const ys = [0, 1, 2].map((row) => top - row * 14).filter((y) => y > scale.plotTop + fontSize);
    const candidates = ys.map((y): Label => ({
      x,
      y,
      words: length,
      anchor: 'middle',
      kind: labelKind,
    }));
    return labels.place(candidates) ?? [];
  });
  return [...bars, ...lengths];
}

/** All gaps that are worth drawing: those that count, and those before the first fault. */
export function gaps(drawn: DrawnGaps, scale: Scale, labels: Labels): string[] {
  return [
    ...gapBars(drawn.counted, scale, labels, ['gap', 'length', 'no acknowledged write']),
    ...gapBars(drawn.before, scale, labels, ['noise', 'noises', 'before the fault: no write']),
  ];
}

/** The bounds that were applied to the longest gap and to the median, each with its label at the right. */
export function bounds(result: DrillResult, scale: Scale, labels: Labels): string[] {
  const limits = (['gap', 'median-gap'] as const).flatMap((of) => {
    const bound = boundOf(result, of);
    return bound ? [{ ...bound, words: of === 'gap' ? 'limit' : 'median limit' }] : [];
  });
  return limits.flatMap(({ boundMs, words }) => {
    const y = round(scale.y(boundMs));
    const label = { x: width - right + 6, words: `${words} ${shortTime(boundMs)}`, kind: 'bounds' };
    const candidates = [4, 17, -9, 30].map((by): Label => ({ ...label, y: y + by }));
    return [
      `<path class="bound" d="M${round(scale.x(scale.zeroMs))} ${y}H${width - right + 4}"><title>${words} ${Math.round(boundMs)} ms</title></path>`,
      labels.place(candidates) ?? [],
    ].flat();
  });
}

/** Most rows of labels of steps above the plot. */
const mostStepRows = 4;
const stepRowHeight = 14;

/** The labels of steps, in rows above a plot at `y` 0. Those without room are only in the list below. */
export function stepLabels(
  result: DrillResult,
  x: Scale['x'],
  { fromMs, toMs }: Pick<DrawnGaps, 'fromMs' | 'toMs'>,
): { rows: number; labels: Label[] } {
  const ends = Array.from({ length: mostStepRows }, () => -Infinity);
  const labels: Label[] = [];
  let rows = 0;
  for (const { atMs, label: words } of result.trace.marks) {
    if (atMs < fromMs || atMs > toMs) continue;
    const wide = textWidth(words);
    const start = Math.max(left, Math.min(x(atMs), width - 10 - wide));
    const row = ends.findIndex((end) => end + 8 < start);
    if (row < 0 || wide > plotWidth) continue;
    ends[row] = start + wide;
    rows = Math.max(rows, row + 1);
    labels.push({ x: start, y: -7 - row * stepRowHeight, words, kind: 'steps' });
  }
  return { rows, labels };
}

export const stepLabelsHeight = (rows: number) => rows * stepRowHeight + 10;

/** A line down the plot for each step. */
export function stepLines(result: DrillResult, scale: Scale): string[] {
  return result.trace.marks
    .filter(({ atMs }) => atMs >= scale.fromMs && atMs <= scale.toMs)
    .map(
      ({ atMs, label }) =>
        `<path class="step" d="M${round(scale.x(atMs))} ${scale.plotTop}V${scale.plotBottom}"><title>${escape(label)}</title></path>`,
    );
}
