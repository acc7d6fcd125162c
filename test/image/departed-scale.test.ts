import { expect, test } from 'vitest';
import { becomeThree } from './support/departed.ts';

// As after a change of scale: the variable keeps its value, and the names resolve to fewer addresses.
test('five sentinels become three, and the quorum follows', async () => {
  expect((await becomeThree(5, { sentinels: '5' })).name).not.toBe('n1');
}, 150_000);
