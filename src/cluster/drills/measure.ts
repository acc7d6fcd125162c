import type { Ack, ClientRecord, NodeMoment, Span } from './client-record.ts';

/** A time without an acknowledged write, in milliseconds. */
export interface Gap extends Span {
  readonly ms: number;
}

/**
 * Every gap that ends in a span: from one acknowledgement to the next one, and from the last one to
 * the end of the span. The first starts with the last acknowledgement before the span, because that
 * is how long its client waited. Figures and pictures use these and no others.
 */
export function gapsIn(acks: readonly Ack[], span: Span): Gap[] {
  const within = acks.filter(({ atMs }) => atMs > span.fromMs && atMs < span.toMs);
  const before = acks.findLast(({ atMs }) => atMs <= span.fromMs)?.atMs ?? span.fromMs;
  const times = [before, ...within.map(({ atMs }) => atMs), span.toMs];
  return times.slice(1).map((toMs, index) => {
    const fromMs = times[index] ?? toMs;
    return { fromMs, toMs, ms: toMs - fromMs };
  });
}

/** The longest time without an acknowledged write that ends in a span. */
export function longestGap(acks: readonly Ack[], span: Span): Gap {
  const none: Gap = { fromMs: span.fromMs, toMs: span.fromMs, ms: 0 };
  return gapsIn(acks, span).reduce((most, gap) => (gap.ms > most.ms ? gap : most), none);
}

/** The acknowledged writes of one writer. */
export function acksOf({ writers }: ClientRecord, name: 'probe' | 'ioredis'): readonly Ack[] {
  return writers.find((writer) => writer.name === name)?.acks ?? [];
}

/** What clients observed within a span: a round, or what an aborted drill had of one. */
export interface Measured {
  /** The longest gap of the probe. */
  readonly gapMs: number;
  readonly ioredisGapMs: number;
  /** The longest gap of the untouched server: the noise of the machine. 0 if there is none. */
  readonly noiseMs: number;
  readonly twoMastersMs: number;
  /** How long two nodes reported that they are master, whether or not they accepted writes. */
  readonly twoClaimsMs: number;
}

/** Measures a span. */
export function measureSpan(record: ClientRecord, span: Span): Measured {
  const { control, acceptedWrites, masterClaims } = record;
  return {
    gapMs: longestGap(acksOf(record, 'probe'), span).ms,
    ioredisGapMs: longestGap(acksOf(record, 'ioredis'), span).ms,
    noiseMs: control.length === 0 ? 0 : longestGap(control, span).ms,
    twoMastersMs: timeOfTwoMasters(acceptedWrites, span),
    twoClaimsMs: timeOfTwoMasters(masterClaims, span),
  };
}

/**
 * The spans whose gaps count, one for each round: together all of the time from the first fault to
 * the end. A span begins where the one before ended.
 */
export function countedSpans(rounds: readonly Span[]): Span[] {
  return rounds.map(({ fromMs, toMs }, index) => ({
    fromMs: rounds[index - 1]?.toMs ?? fromMs,
    toMs,
  }));
}

/** How much of the time before the first fault is measured and drawn. */
const steadyMs = 2000;

/** The gaps before the first fault: those between two writes that were acknowledged before it. */
export function gapsBefore(acks: readonly Ack[], firstFaultMs: number): Gap[] {
  const fromMs = firstFaultMs - steadyMs;
  const within = acks.filter(({ atMs }) => atMs >= fromMs && atMs <= firstFaultMs);
  const [first, last] = [within[0], within.at(-1)];
  if (!first || !last || first === last) return [];
  return gapsIn(within, { fromMs: first.atMs, toMs: last.atMs });
}

/** The length of the longest of some gaps; 0 if there are none. */
export const lengthOfLongest = (gaps: readonly Gap[]) => Math.max(0, ...gaps.map(({ ms }) => ms));

/** In between writes of the watch that are this close together, the node accepted writes. */
const stretchMs = 100;

function stretches(times: readonly number[]): Span[] {
  const spans: { fromMs: number; toMs: number }[] = [];
  for (const atMs of times) {
    const last = spans.at(-1);
    if (last && atMs - last.toMs <= stretchMs) last.toMs = atMs;
    else spans.push({ fromMs: atMs, toMs: atMs });
  }
  return spans;
}

/** How long two nodes accepted writes at the same time, in milliseconds. */
export function timeOfTwoMasters(writes: readonly NodeMoment[], span: Span): number {
  const byNode = new Map<string, number[]>();
  for (const { node, atMs } of writes) {
    if (atMs < span.fromMs || atMs > span.toMs) continue;
    const times = byNode.get(node);
    if (times) times.push(atMs);
    else byNode.set(node, [atMs]);
  }
  const all = [...byNode.values()].map(stretches);
  let total = 0;
  for (const [index, one] of all.entries()) {
    for (const other of all.slice(index + 1)) {
      for (const a of one) {
        for (const b of other) {
          total += Math.max(0, Math.min(a.toMs, b.toMs) - Math.max(a.fromMs, b.fromMs));
        }
      }
    }
  }
  return total;
}

/** The median of numbers; 0 for an empty list. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
