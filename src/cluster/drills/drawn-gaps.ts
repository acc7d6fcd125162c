import { allRounds, type DrillResult } from './drill-result.ts';
import type { Ack } from './client-record.ts';
import { acksOf, countedSpans, gapsBefore, gapsIn, type Gap } from './measure.ts';

/** A gap of at least this length is drawn, even if another one of its round is longer. In ms. */
export const drawnFromMs = 80;

/** The gaps that a picture shows, and the times that it covers. */
export interface DrawnGaps {
  readonly fromMs: number;
  readonly toMs: number;
  /** When the first fault happened. */
  readonly zeroMs: number;
  /** Gaps of the probe since the first fault: the longest of each round, and all long ones. */
  readonly counted: readonly Gap[];
  /** Gaps of the probe before the first fault. */
  readonly before: readonly Gap[];
  /** Gaps of the untouched server. @default undefined: there is none */
  readonly untouched: readonly Gap[] | undefined;
}

/** The longest of some gaps, and all others that are long. */
function worthDrawing(gaps: readonly Gap[]): Gap[] {
  const longest = gaps.reduce<Gap | undefined>(
    (most, gap) => (most && most.ms >= gap.ms ? most : gap),
    undefined,
  );
  return gaps.filter((gap) => gap.ms > 0 && (gap === longest || gap.ms >= drawnFromMs));
}

/** Chooses what a picture shows, from the same gaps as the figures of a drill. */
export function drawnGaps(result: DrillResult): DrawnGaps {
  const { record, marks } = result.trace;
  const rounds = allRounds(result);
  const zeroMs = rounds[0]?.fromMs ?? marks[0]?.atMs ?? result.span.toMs;
  const probe = acksOf(record, 'probe');
  const after = (acks: readonly Ack[]) =>
    countedSpans(rounds).flatMap((span) => worthDrawing(gapsIn(acks, span)));
  const before = (acks: readonly Ack[]) => worthDrawing(gapsBefore(acks, zeroMs));
  const firstMs = probe[0]?.atMs ?? zeroMs;
  return {
    fromMs: Math.max(Math.min(zeroMs, firstMs), zeroMs - 2000),
    toMs: rounds.at(-1)?.toMs ?? result.span.toMs,
    zeroMs,
    counted: after(probe),
    before: before(probe),
    untouched:
      record.control.length === 0
        ? undefined
        : [...before(record.control), ...after(record.control)],
  };
}
