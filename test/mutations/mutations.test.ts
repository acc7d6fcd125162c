import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mutate } from './measure.ts';

test('each of 200 defects and more is found by the rule meant for it', () => {
  const outcomes = mutate(join(import.meta.dirname, '../..'));
  expect(outcomes.filter(({ found }) => !found)).toEqual([]);
  expect(outcomes.length).toBeGreaterThanOrEqual(200);
});
