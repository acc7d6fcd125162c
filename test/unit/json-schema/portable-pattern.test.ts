import { expect, test } from 'vitest';
import { portablePattern } from '../../../src/json-schema/portable-pattern.ts';

test.each([
  [String.raw`^[\w.-]+$`, String.raw`^[\w.-]+$`],
  ['^.$', '^[^\\n\\r\u2028\u2029]$'],
  ['^[.]$', '^[.]$'],
  [String.raw`\u{2b}\x2B`, String.raw`\+\+`],
  [String.raw`\.`, String.raw`\.`],
])('%s is %s for helm', (pattern, expected) => {
  expect(portablePattern(pattern)).toEqual({ pattern: expected });
});

test.each([
  ['^(?=a)', '(?='],
  ['(?<!a)b', '(?<!'],
  [String.raw`(a)\1`, String.raw`\1`],
  [String.raw`(?<x>a)\k<x>`, String.raw`\k<x>`],
  [String.raw`\p{Script=Greek}`, String.raw`\p{Script=Greek}`],
  [String.raw`[\S]`, String.raw`\S`],
  ['a{1001}', '1000 times'],
])('%s cannot be a pattern of a chart', (pattern, words) => {
  expect(portablePattern(pattern)).toEqual({ reason: expect.stringContaining(words) as string });
});
