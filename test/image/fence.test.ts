import { expect, test } from 'vitest';
import { silence } from './support/silence.ts';

test('does not refuse writes with min_replicas_to_write 0', async () => {
  const { late, words } = await silence({ env: { min_replicas_to_write: '0' } });
  expect(late).toBeGreaterThan(20);
  expect(words).not.toContain('refusing');
});
