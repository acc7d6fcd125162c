import { expect, test } from 'vitest';
import { parseGlob } from '../../../src/rancher2/glob.ts';

// Cases of Go's own test of filepath.Match (path/filepath/match_test.go), true, false or undefined for malformed.
test.each([
  ['abc', 'abc', true],
  ['*', 'abc', true],
  ['*c', 'abc', true],
  ['a*', 'a', true],
  ['a*', 'ab/c', false],
  ['a*/b', 'abc/b', true],
  ['a*/b', 'a/c/b', false],
  ['a*b*c*d*e*/f', 'axbxcxdxe/f', true],
  ['a*b*c*d*e*/f', 'axbxcxdxexxx/f', true],
  ['a*b*c*d*e*/f', 'axbxcxdxe/xxx/f', false],
  ['a*b?c*x', 'abxbbxdbxebxczzx', true],
  ['a*b?c*x', 'abxbbxdbxebxczzy', false],
  ['ab[c]', 'abc', true],
  ['ab[b-d]', 'abc', true],
  ['ab[e-g]', 'abc', false],
  ['ab[^c]', 'abc', false],
  ['ab[^e-g]', 'abc', true],
  [String.raw`a\*b`, 'a*b', true],
  [String.raw`a\*b`, 'ab', false],
  ['a?b', 'a\u263Ab', true],
  ['a[^a]b', 'a\u263Ab', true],
  ['a???b', 'a\u263Ab', false],
  ['a?b', 'a/b', false],
  ['a*b', 'a/b', false],
  [String.raw`[\]a]`, ']', true],
  [String.raw`[\-x]`, 'x', true],
  ['[]a]', ']', undefined],
  ['[-]', '-', undefined],
  ['[x-]', 'x', undefined],
  ['[a-b-c]', 'a', undefined],
  ['[', 'a', undefined],
  ['[^bc', 'a', undefined],
  ['a[', 'ab', undefined],
  ['*x', 'xxx', true],
  ['\\', 'a', undefined],
])('%s compared with %s', (pattern, name, expected) => {
  expect(parseGlob(pattern)?.(name)).toBe(expected);
});

test('a pattern of many * takes no more than the product of both lengths', () => {
  const matches = parseGlob(`${'*a'.repeat(120)}b`);
  expect(matches?.('a'.repeat(4000))).toBe(false);
});
