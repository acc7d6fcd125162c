import type { Ack } from './client-record.ts';
import type { DrillResult } from './drill-result.ts';
import { eventLanes, eventTimeline, masterBand } from './svg-events.ts';
import {
  colours,
  escape,
  left,
  plotHeight,
  plotTop,
  plotWidth,
  right,
  round,
  svgScaleOf,
  shadedMs,
  text,
  width,
  type Scale,
} from './svg-scale.ts';

function axes(scale: Scale): string[] {
  const lines = [1, 10, 100, 1000].map((value) => {
    const y = round(scale.y(value));
    const label = value >= 1000 ? `${value / 1000} s` : `${value} ms`;
    return `<path d="M${left} ${y}H${width - right}" stroke="#ddd"/>${text(left - 8, y + 4, label, 'text-anchor="end"')}`;
  });
  const seconds = (scale.toMs - scale.fromMs) / 1000;
  const step = [1, 2, 5, 10, 20, 30, 60].find((each) => seconds / each <= 14) ?? 120;
  const bottom = plotTop + plotHeight;
  const first = Math.ceil((scale.fromMs - scale.zeroMs) / 1000 / step) * step;
  const ticks: string[] = [];
  for (let at = first; scale.zeroMs + at * 1000 <= scale.toMs; at += step) {
    const x = round(scale.x(scale.zeroMs + at * 1000));
    ticks.push(`<path d="M${x} ${bottom}v5" stroke="#888"/>`);
    ticks.push(text(x, bottom + 18, `${at} s`, 'text-anchor="middle"'));
  }
  return [
    `<rect x="${left}" y="${plotTop}" width="${plotWidth}" height="${plotHeight}" fill="#fafafa" stroke="#ccc"/>`,
    ...lines,
    ...ticks,
  ];
}

/** The slowest write of each pixel column, as one path of short strokes. */
function latencies(acks: readonly Ack[], scale: Scale): string {
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
  return `<path d="${strokes.join('')}" stroke="${colours.probe}" fill="none"/>`;
}

function gaps(acks: readonly Ack[], scale: Scale): string[] {
  const shapes: string[] = [];
  let lastLabel = -Infinity;
  for (const [index, { atMs }] of acks.entries()) {
    const before = acks[index - 1];
    if (!before || atMs - before.atMs < shadedMs || before.atMs < scale.fromMs) continue;
    const x = scale.x(before.atMs);
    const wide = Math.max(2, scale.x(atMs) - x);
    const gapMs = atMs - before.atMs;
    shapes.push(
      `<rect x="${round(x)}" y="${plotTop}" width="${round(wide)}" height="${plotHeight}" fill="${colours.gap}" fill-opacity="0.16"><title>no write for ${Math.round(gapMs)} ms</title></rect>`,
    );
    const middle = x + wide / 2;
    if (middle - lastLabel < 70) continue;
    lastLabel = middle;
    const words = gapMs >= 1000 ? `${(gapMs / 1000).toFixed(2)} s` : `${Math.round(gapMs)} ms`;
    shapes.push(
      text(
        Math.min(middle, width - right - 30),
        plotTop + 18,
        words,
        `text-anchor="middle" fill="${colours.gap}" font-weight="bold"`,
      ),
    );
  }
  return shapes;
}

/** The steps of the drill: a line down the plot, and a label in the first of three rows with room. */
function marks(result: DrillResult, scale: Scale): string[] {
  const rowEnds = [-Infinity, -Infinity, -Infinity];
  return result.trace.marks
    .filter(({ atMs }) => atMs >= scale.fromMs && atMs <= scale.toMs)
    .flatMap(({ atMs, label }) => {
      const x = scale.x(atMs);
      const short = label.length > 44 ? `${label.slice(0, 43)}…` : label;
      const wide = short.length * 6.2 + 8;
      const start = Math.min(x, width - right - wide);
      const row = rowEnds.findIndex((end) => end < start);
      const line = `<path d="M${round(x)} ${plotTop}V${plotTop + plotHeight}" stroke="${colours.mark}" stroke-dasharray="4 3"><title>${escape(label)}</title></path>`;
      if (row < 0) return [line];
      rowEnds[row] = start + wide;
      return [line, text(start, plotTop - 8 - row * 14, short, `fill="${colours.mark}"`)];
    });
}

/** Renders a drill: write latency over time, its faults, every sentinel event, and the master. */
export function renderSvg(result: DrillResult): string {
  const scale = svgScaleOf(result);
  const acks = result.trace.record.writers.find(({ name }) => name === 'probe')?.acks ?? [];
  const bandTop = plotTop + plotHeight + 30;
  const lanes = eventLanes(result, scale, bandTop + 26);
  const timeline = eventTimeline(result, scale, lanes.bottom + 22);
  const height = timeline.bottom + 10;
  const verdict = result.pass ? 'pass' : `FAIL: ${result.problems[0] ?? ''}`;
  const figures = `gap ${Math.round(result.gapMs)} ms (median ${Math.round(result.medianGapMs)}), ${result.lost} lost writes, split-brain time ${Math.round(result.twoMastersMs)} ms, recovery time ${Math.round(result.convergedMs)} ms`;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${round(height)}" font-family="ui-monospace, Menlo, Consolas, monospace" font-size="11">`,
    `<rect width="${width}" height="${round(height)}" fill="#fff"/>`,
    text(left, 22, `${result.id} ${result.title}`, 'font-size="15" font-weight="bold"'),
    text(left, 40, `${verdict}; ${figures}`, `fill="${result.pass ? '#2a7d4f' : colours.gap}"`),
    ...axes(scale),
    ...gaps(acks, scale),
    latencies(acks, scale),
    ...marks(result, scale),
    text(left - 8, bandTop + 13, 'master', 'text-anchor="end"'),
    ...masterBand(result, scale, bandTop),
    ...lanes.shapes,
    ...timeline.shapes,
    '</svg>',
  ].join('\n')}\n`;
}
