import { expect, test } from 'vitest';
import type { AnswerValue } from '../../../src/model/answers.ts';
import { editScalars } from '../../../src/source/edit-scalars.ts';

const set = (text: string, ...edits: [string, AnswerValue][]) =>
  editScalars(
    text,
    edits.map(([path, value]) => {
      const [first = '', second] = path.split('.');
      return { pointer: second === undefined ? [first] : [first, second], value };
    }),
  );

test.for([
  ['version: 1.0.0 # bump\nname: x\n', 'version: 1.0.1 # bump\nname: x\n'],
  ["version: '1.0.0'\n", 'version: "1.0.1"\n'],
  ['version: "1.0.0"  # a\r\nname: x\r\n', 'version: "1.0.1"  # a\r\nname: x\r\n'],
  ['{"version": "1.0.0", "name": "x"}\n', '{"version": "1.0.1", "name": "x"}\n'],
  ['version:\n  1.0.0\nname: x\n', 'version:\n  1.0.1\nname: x\n'],
  ['version: >-\n  1.0.0\nname: x\n', 'version: 1.0.1\nname: x\n'],
  ['name: x\n', 'name: x\nversion: 1.0.1\n'],
  ['name: x', 'name: x\nversion: 1.0.1\n'],
  ['version:\nname: x\n', 'version: 1.0.1\nname: x\n'],
])('edits the version of %j', ([text = '', edited]) => {
  expect(set(text, ['version', '1.0.1'])).toBe(edited);
});

test.for([
  [
    'answers:\n  a: 1 # one\n\n  # two\n  b: 2\nz: 1\n',
    'answers:\n  a: 7 # one\n\n  # two\n  b: 2\n  c: "true"\nz: 1\n',
  ],
  ['answers: # none\nz: 1\n', 'answers: # none\n  a: 7\n  c: "true"\nz: 1\n'],
  ['z: 1\n', 'z: 1\nanswers:\n  a: 7\n  c: "true"\n'],
  ['answers: {a: 1}\n', 'answers: {"c": "true", a: 7}\n'],
  [
    'answers:\n    a: |\n      long\n      text\n    b: 2\n',
    'answers:\n    a: 7\n    b: 2\n    c: "true"\n',
  ],
])('edits answers of %j', ([text = '', edited]) => {
  expect(set(text, ['answers.a', 7], ['answers.c', 'true'])).toBe(edited);
});

test.for([
  ['answers:\n  l: [a, b] # two\n', 'answers:\n  l: [c, "1.10", {k: v}] # two\n'],
  [
    'answers:\n  l: # ours\n    - a\n    - b\n  z: 1\n',
    'answers:\n  l: # ours\n    - c\n    - "1.10"\n    - {k: v}\n  z: 1\n',
  ],
  [
    'answers:\r\n  l:\r\n  - k: v\r\n    m: x\r\n\r\n# end\r\n',
    'answers:\r\n  l:\r\n  - c\r\n  - "1.10"\r\n  - {k: v}\r\n\r\n# end\r\n',
  ],
  ['answers:\n  z: 1\n', 'answers:\n  z: 1\n  l: [c, "1.10", {k: v}]\n'],
  ['z: 1\n', 'z: 1\nanswers:\n  l: [c, "1.10", {k: v}]\n'],
  ['{"answers": {"l": []}}\n', '{"answers": {"l": ["c","1.10",{"k":"v"}]}}\n'],
])('edits a list of %j', ([text = '', edited]) => {
  expect(set(text, ['answers.l', ['c', '1.10', { k: 'v' }]])).toBe(edited);
});

test('empties a list', () => {
  expect(set('answers:\n  l:\n  - a\n', ['answers.l', []])).toBe('answers:\n  l:\n    []\n');
});

test('adds a key to a missing or empty map', () => {
  expect(set('z: 1\n', ['answers.a', 7])).toBe('z: 1\nanswers:\n  a: 7\n');
  expect(set('answers: # none\nz: 1\n', ['answers.a', 7])).toBe('answers: # none\n  a: 7\nz: 1\n');
  expect(set('{"z": 1}', ['answers.a', 'x'])).toBe('{"answers": {"a": "x"}, "z": 1}');
});

test.for(['registry.example.com:5000/x:1.0', 'a: b', '#x', "it's", '1.10', 'true', 'é\n', ''])(
  'writes the value %j and keeps the comment',
  (value) => {
    const edited = set('answers:\n  a: old # kept\n', ['answers.a', value]) ?? '';
    expect(edited).toMatch(/^answers:\n {2}a: .* # kept\n$/);
  },
);

test('does not edit aliases, lists and invalid YAML', () => {
  expect(set('a: &x 1\nversion: *x\n', ['a', 2])).toBeUndefined();
  expect(set('- a\n', ['version', '1'])).toBeUndefined();
  expect(set('a: [\n', ['version', '1'])).toBeUndefined();
});
