import { expect, test } from 'vitest';
import {
  countedSpans,
  gapsBefore,
  longestGap,
  median,
  timeOfTwoMasters,
} from '../../../src/cluster/drills/measure.ts';

const acks = (times: readonly number[]) =>
  times.map((atMs, number) => ({ atMs, number, tookMs: 1 }));

test('longestGap includes the last acknowledgement before the span', () => {
  expect(longestGap(acks([0, 90, 100, 110, 400, 410]), { fromMs: 95, toMs: 420 }).ms).toBe(290);
  expect(longestGap(acks([0, 90]), { fromMs: 95, toMs: 500 }).ms).toBe(410);
  expect(longestGap(acks([]), { fromMs: 0, toMs: 30 }).ms).toBe(30);
});

test('gapsBefore has gaps between two acknowledgements of the last 2 s before the fault only', () => {
  const times = [1000, 3100, 3200, 3290, 5000, 5400];
  const before = gapsBefore(acks(times), 5000);
  expect(before.map(({ ms }) => ms)).toEqual([100, 90, 1710]);
  expect(gapsBefore(acks(times), 4900).map(({ ms }) => ms)).toEqual([100, 90]);
  expect(gapsBefore(acks([4000]), 5000)).toEqual([]);
});

test('each gap after the first fault counts in one round, also between two rounds', () => {
  const rounds = [
    { fromMs: 100, toMs: 200 },
    { fromMs: 300, toMs: 400 },
  ];
  const spans = countedSpans(rounds);
  expect(spans).toEqual([
    { fromMs: 100, toMs: 200 },
    { fromMs: 200, toMs: 400 },
  ]);
  const times = acks([90, 190, 210, 290, 310, 395]);
  expect(spans.map((span) => longestGap(times, span).ms)).toEqual([100, 85]);
});

test('timeOfTwoMasters is 0 for nodes that accept writes one after the other', () => {
  const taken = (node: string, times: readonly number[]) => times.map((atMs) => ({ node, atMs }));
  const span = { fromMs: 0, toMs: 1000 };
  const apart = [...taken('a', [0, 20, 40]), ...taken('b', [60, 80])];
  expect(timeOfTwoMasters(apart, span)).toBe(0);
  const both = [...taken('a', [0, 50, 100, 150]), ...taken('b', [100, 140, 200])];
  expect(timeOfTwoMasters(both, span)).toBe(50);
});

test('the median of an even count is the mean of the two in the middle', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, 0]);
});
