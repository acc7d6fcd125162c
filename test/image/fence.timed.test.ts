// A master whose replicas fall silent must stop acknowledging before another could be promoted.
import { expect, test } from 'vitest';
import { timed } from '../support/timed.ts';
import { silence } from './support/silence.ts';

test('replicas that fall silent: writes are refused within down-after, and go on when they answer', async () => {
  // Redis itself would refuse two seconds later on average.
  await timed({ refusedMs: 2000, backMs: 2500 }, async () => {
    const { refusedMs, early, backMs, words } = await silence();
    expect(early).toBeGreaterThan(20);
    expect(words).toContain('refusing writes');
    return { refusedMs, backMs };
  });
}, 120_000);
