import { expect, test } from 'vitest';
import { becomeThree } from './support/departed.ts';

// As after a change of scale: the variables keep their values, and the names resolve to fewer addresses.
test('five sentinels become three, and the quorum follows', async () => {
  expect((await becomeThree(5, { sentinels: '5', quorum: 'majority' })).name).not.toBe('n1');
});
