import { expect, test } from 'vitest';
import { goFloat } from '../../../src/rancher/go-text.ts';

test.each([
  [1.5, '1.5'],
  [1_000_000, '1e+06'],
  [123_456, '123456'],
  [0.00001, '1e-05'],
  [1e21, '1e+21'],
])('goFloat(%d) is %s', (value, text) => {
  expect(goFloat(value)).toBe(text);
});
