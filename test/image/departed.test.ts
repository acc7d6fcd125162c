// Sentinels that are gone for good: Sentinel itself counts them for the majority forever.
import { expect, test } from 'vitest';
import { combinations, shellDecisions } from './support/decisions.ts';
import { becomeThree } from './support/departed.ts';

test('six sentinels become three, which forget the others and fail over', async () => {
  expect((await becomeThree(6, { sentinels: '3' })).name).not.toBe('n1');
});

/** Peers of a sentinel that answer: all know the sentinels that are left, or one was just reset. */
const cases = combinations({ peers: [1, 2, 3, 4, 5, 6, 8], left: [1, 2, 3, 4, 5], reset: [0, 1] });

test('a part of the sentinels that is smaller than half forgets none', () => {
  const peer = (knows: string) =>
    `echo "10.0.0.2 26379 10.0.0.1 6379 1 $((${knows})) 2 master none 10"`;
  const decided = shellDecisions(
    `i=1; while [ $i -lt $1 ]; do ${peer('$1 - 1 - ($3 * (i == 1))')}; i=$((i + 1)); done |
    if may_forget "$1" "$2"; then echo yes; else echo no; fi`,
    cases.map(({ peers, left, reset }) => `${left} ${peers} ${reset}`),
  );
  const expected = cases.map(({ peers, left, reset }) =>
    left * 2 >= peers + 1 && (reset === 0 || left === 1) ? 'yes' : 'no',
  );
  expect(decided).toEqual(expected);
  expect(new Set(decided).size).toBe(2);
});
