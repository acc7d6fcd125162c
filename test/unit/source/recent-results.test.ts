import { expect, test } from 'vitest';
import { RecentResults } from '../../../src/source/recent-results.ts';

test('a result is computed once while its text is met again', () => {
  const results = new RecentResults<{ readonly at: number }>(100);
  let computed = 0;
  const of = (text: string) => results.of(text, () => ({ at: (computed += 1) }));
  const kept = of('a');
  for (let round = 0; round < 200; round += 1) {
    of(`filler ${round}`);
    expect(of('a')).toBe(kept);
  }
  expect(computed).toBe(201);
});

test('texts that are not met again are dropped', () => {
  const results = new RecentResults<{ readonly at: number }>(100);
  const first = results.of('a', () => ({ at: 1 }));
  for (let round = 0; round < 20; round += 1) results.of(`filler ${round}`, () => ({ at: 2 }));
  expect(results.of('a', () => ({ at: 3 }))).not.toBe(first);
});
