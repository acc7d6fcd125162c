import { expect, test } from 'vitest';
import { silence } from './support/silence.ts';

test('with min_replicas_to_write 0 there is no fence', async () => {
  const { late, words } = await silence({ env: { min_replicas_to_write: '0' } });
  expect(late).toBeGreaterThan(20);
  expect(words).not.toContain('refusing');
});
