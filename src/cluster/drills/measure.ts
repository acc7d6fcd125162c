import type { Ack, Span, NodeMoment } from './client-record.ts';

/** The length of a gap without the time in which this program itself was stalled. */
function withoutStalls(gap: Span, stalls: readonly Span[]): number {
  const slept = stalls.reduce((sum, stall) => {
    const overlap = Math.min(gap.toMs, stall.toMs) - Math.max(gap.fromMs, stall.fromMs);
    return sum + Math.max(0, overlap);
  }, 0);
  return gap.toMs - gap.fromMs - slept;
}

/** A gap between two acknowledgements, and its length without stalls. */
export interface Gap extends Span {
  readonly ms: number;
}

/** The longest time without an acknowledged write within a span. */
export function longestGap(acks: readonly Ack[], span: Span, stalls: readonly Span[]): Gap {
  const within = acks.filter(({ atMs }) => atMs > span.fromMs && atMs < span.toMs);
  const before = acks.findLast(({ atMs }) => atMs <= span.fromMs)?.atMs ?? span.fromMs;
  const times = [before, ...within.map(({ atMs }) => atMs), span.toMs];
  let longest: Gap = { fromMs: span.fromMs, toMs: span.fromMs, ms: 0 };
  for (let index = 1; index < times.length; index += 1) {
    const gap = { fromMs: times[index - 1] ?? 0, toMs: times[index] ?? 0 };
    if (gap.toMs - gap.fromMs <= longest.ms) continue;
    const ms = withoutStalls(gap, stalls);
    if (ms > longest.ms) longest = { ...gap, ms };
  }
  return longest;
}

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
