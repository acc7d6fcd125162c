// Sentinels that are gone for good: Sentinel itself counts them for the majority forever.
import { expect, test } from 'vitest';
import { becomeThree } from './support/departed.ts';

test('six sentinels become three, which forget the others and fail over', async () => {
  expect((await becomeThree(6, { sentinels: '3' })).name).not.toBe('n1');
}, 150_000);
