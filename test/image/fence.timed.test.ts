// A master whose replicas stop answering must refuse writes before another node can be promoted.
import { expect, test } from 'vitest';
import { timed } from '../support/timed.ts';
import { silence } from './support/silence.ts';

test('refuses writes within down-after when replicas stop answering, and accepts them again later', async () => {
  // Redis itself would refuse two seconds later on average.
  await timed({ refusedMs: 2000, backMs: 2500 }, async () => {
    const { refusedMs, early, backMs, words } = await silence();
    expect(early).toBeGreaterThan(20);
    expect(words).toContain('refusing writes');
    return { refusedMs, backMs };
  });
});
