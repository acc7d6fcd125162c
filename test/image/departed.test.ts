// Sentinels that are gone for good: Sentinel itself counts them for the majority forever.
import { test } from 'vitest';
import { becomeThree } from './support/departed.ts';

test('six sentinels become three, which forget the others and fail over', async () => {
  await becomeThree(6, { sentinels: '3' });
}, 150_000);
