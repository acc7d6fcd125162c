import { boundOf, type DrillResult } from './drill-result.ts';
import type { DrawnGaps } from './drawn-gaps.ts';

export const width = 1200;
/** Left and right of the text around the plot. */
export const margin = 20;
export const left = 136;
export const right = 150;
export const plotHeight = 220;
export const laneHeight = 18;
export const plotWidth = width - left - right;

/** The shortest and, unless a gap or a bound is longer, the longest time of the logarithmic axis, in ms. */
const least = 0.1;
const most = 10_000;

/** Maps times and lengths of time to the picture. */
export interface Scale {
  readonly x: (atMs: number) => number;
  readonly y: (tookMs: number) => number;
  readonly fromMs: number;
  readonly toMs: number;
  /** The time of the first fault, which is zero on the axis. */
  readonly zeroMs: number;
  /** The longest time of the vertical axis. */
  readonly mostMs: number;
  readonly plotTop: number;
  readonly plotBottom: number;
}

/** The scale of a drill, from two seconds before its first fault to its end. */
export function svgScaleOf(result: DrillResult, plotTop: number, gaps: DrawnGaps): Scale {
  const { fromMs, toMs, zeroMs } = gaps;
  const span = Math.max(1, toMs - fromMs);
  const lengths = [...gaps.counted, ...gaps.before].map(({ ms }) => ms);
  const mostMs = Math.max(most, 1.5 * (boundOf(result, 'gap')?.boundMs ?? 0), ...lengths);
  const decades = Math.log10(mostMs / least);
  return {
    fromMs,
    toMs,
    zeroMs,
    mostMs,
    plotTop,
    plotBottom: plotTop + plotHeight,
    x: (atMs) => left + (Math.min(Math.max(atMs, fromMs), toMs) - fromMs) * (plotWidth / span),
    y: (tookMs) => {
      const bounded = Math.min(Math.max(tookMs, least), mostMs);
      return plotTop + plotHeight * (1 - Math.log10(bounded / least) / decades);
    },
  };
}
