import { expect, test } from 'vitest';
import { wholeNumber } from '../../../src/diagnostics/whole-number.ts';

test.for([
  [1, 1],
  [20, 20],
  ['7', 7],
  [undefined, undefined],
] as const)('%s is taken as %s', ([given, value]) => {
  expect(wholeNumber('replicas', given, 1, 20)).toBe(value);
});

test.for([0, 21, 2.5, Number.NaN, '', '0', '21', '2.5', '03', '1e1', '0x10', ' 7', '-1'])(
  '%j is refused',
  (given) => {
    expect(() => wholeNumber('replicas', given, 1, 20)).toThrow(
      /^--replicas requires a whole number from 1 to 20$/,
    );
  },
);
