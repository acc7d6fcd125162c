import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mutate } from './measure.ts';

test('the expected rule reports each of more than 200 defects', () => {
  const outcomes = mutate(join(import.meta.dirname, '../..'));
  expect(outcomes.filter(({ found }) => !found)).toEqual([]);
  expect(outcomes.length).toBeGreaterThanOrEqual(200);
});
