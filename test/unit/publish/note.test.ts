import { expect, test } from 'vitest';
import { hasNote, noteFault, renderNote } from '../../../src/publish/note.ts';

test.for([
  ['a heading', '# A\n  ## B', '\\# A\n  \\## B'],
  ['code, in which a heading is a comment', '```sh\n# list\nls\n```', '```sh\n # list\nls\n```'],
  ['a block of code that has no end', 'x\n~~~~\n## 9.9.9', 'x\n~~~~\n ## 9.9.9\n~~~~'],
  ['a fence in another one', '````\n```\n````', '````\n```\n````'],
  ['a fence with words, which ends nothing', '```\n``` x', '```\n``` x\n```'],
  ['a comment that has no end', 'a <!-- b', 'a &lt;!-- b'],
  ['line ends of every kind', 'a\r\nb\rc\n\n', 'a\nb\nc'],
])('a note hides nothing below it: %s', ([, note = '', expected]) => {
  expect(renderNote(note)).toBe(expected);
});

test.for([
  [' \n', 'is empty'],
  ['a\u001B[31m', 'contains a control character'],
  ['a\u202Eb', 'contains a control character'],
  ['a\u0000', 'contains a control character'],
  ['x'.repeat(10_001), 'has more than 10000 characters'],
  ['# *Both*\tlines\r\nof <b>Markdown</b>: ü, 日本, 👍', undefined],
])('the note %j: %s', ([note = '', expected]) => {
  expect(noteFault(note)).toBe(expected);
});

test.for([
  ['# Changelog\n\n## 1.1.0\n\nWhy.\n\n- a\n\n## 1.0.0\n', true],
  ['# Changelog\r\n\r\n## 1.1.0\r\n\r\nWhy.\r\n', true],
  ['# Changelog\n\n## 1.1.0\n\nWhy. And more.\n', false],
  ['# Changelog\n\n## 1.1.0\n\n- a\n\n## 1.0.0\n\nWhy.\n', false],
  ['', false],
] as const)('a changelog begins with a note: %j, %s', ([changelog, expected]) => {
  expect(hasNote(changelog, ' Why.\n')).toBe(expected);
});
