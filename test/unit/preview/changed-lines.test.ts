import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedLines, ChangedLines, diffLines } from '../../../src/preview/changed-lines.ts';

test.each([
  ['a\nb\nc\n', 'a\nb\nc\n', []],
  ['a\nb\nc\n', 'a\nB\nc\n', [2]],
  ['a\nc\n', 'a\nb\nc\n', [2]],
  ['a\nb\nc\n', 'a\nc\n', []],
  ['', 'a\nb\n', [1, 2]],
  ['a\na\na\n', 'a\na\na\na\n', [4]],
  ['a\nb', 'a\nb\n', []],
])('from %j to %j, the lines %j are new', (before, after, lines) => {
  expect(changedLines(before, after)).toEqual(lines);
});

const texts = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
  .map((lines) => lines.map((line) => `${line}\n`).join(''));

test('the lines of a comparison are those of both texts, in order', () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const lines = diffLines(before, after);
      const without = (kind: string) =>
        lines.flatMap((line) => (line.kind === kind ? [] : [`${line.text}\n`])).join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
    }),
  );
});

test('texts that are all different are replaced as a whole', () => {
  const text = (of: string) => Array.from({ length: 5000 }, (_, line) => `${of}${line}\n`).join('');
  const lines = diffLines(`head\n${text('a')}tail\n`, `head\n${text('b')}tail\n`);
  expect(lines.map(({ kind }) => kind[0]).join('')).toBe(
    `s${'r'.repeat(5000)}${'a'.repeat(5000)}s`,
  );
});

test('a comparison is remembered by the name of the text, until the text changes', () => {
  const known = new ChangedLines();
  const first = known.of('a', '1\n', '2\n');
  expect(known.of('b', '1\n', '1\n')).toEqual([]);
  expect(known.of('a', '1\n', '2\n')).toBe(first);
  expect(known.of('a', '1\n', '1\n')).toEqual([]);
});
