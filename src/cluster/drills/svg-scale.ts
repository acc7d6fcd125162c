import type { DrillResult } from './drill-result.ts';

export const width = 1200;
export const left = 70;
export const right = 20;
export const plotTop = 92;
export const plotHeight = 220;
export const laneHeight = 18;
export const plotWidth = width - left - right;

/** Range of the logarithmic scale of latencies, in milliseconds. */
const least = 0.1;
const most = 10_000;
/** Gaps of at least this length are shaded, in milliseconds. */
export const shadedMs = 80;

export const colours = {
  probe: '#1f5fa8',
  gap: '#d6352b',
  mark: '#b3261e',
  event: '#8a6d1a',
  master: ['#2a7d4f', '#6a4fa3', '#b86a12', '#24748f', '#a03768'],
} as const;

export const escape = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

export const round = (value: number) => Math.round(value * 10) / 10;

/** Maps times and latencies to the picture. */
export interface Scale {
  x(atMs: number): number;
  y(tookMs: number): number;
  readonly fromMs: number;
  readonly toMs: number;
  /** The time of the first fault, which is zero on the axis. */
  readonly zeroMs: number;
}

/** The scale of a drill, from two seconds before its first fault to its end. */
export function svgScaleOf(result: DrillResult): Scale {
  const probe = result.trace.record.writers.find(({ name }) => name === 'probe');
  const zeroMs = result.rounds[0]?.fromMs ?? result.trace.marks[0]?.atMs ?? result.span.fromMs;
  const firstMs = probe?.acks[0]?.atMs ?? result.span.fromMs;
  const fromMs = Math.max(Math.min(zeroMs, firstMs), zeroMs - 2000);
  const toMs = result.rounds.at(-1)?.toMs ?? result.span.toMs;
  const span = Math.max(1, toMs - fromMs);
  const decades = Math.log10(most / least);
  return {
    fromMs,
    toMs,
    zeroMs,
    x: (atMs) => left + (Math.min(Math.max(atMs, fromMs), toMs) - fromMs) * (plotWidth / span),
    y: (tookMs) => {
      const bounded = Math.min(Math.max(tookMs, least), most);
      return plotTop + plotHeight * (1 - Math.log10(bounded / least) / decades);
    },
  };
}

export const text = (x: number, y: number, words: string, extra = '') =>
  `<text x="${round(x)}" y="${round(y)}" ${extra}>${escape(words)}</text>`;
