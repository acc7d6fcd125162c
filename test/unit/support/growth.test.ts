import { expect, test } from 'vitest';
import { disproportion } from '../../support/growth.ts';

/** Takes a time that depends on the number of steps only. */
function steps(count: number): number {
  let sum = 0;
  for (let step = 0; step < count; step += 1) sum += Math.sqrt(step);
  return sum;
}

test.each([
  ['linear', (size: number) => steps(size * 2000), undefined],
  ['constant', () => steps(200_000), undefined],
  ['quadratic', (size: number) => steps(size * size), expect.stringContaining(' ms for 20000')],
])('notices whether the time is %s', async (_, work, found) => {
  expect(await disproportion(work, 20_000)).toEqual(found);
});
