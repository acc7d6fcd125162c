import { expect, test } from 'vitest';
import { diffValues } from '../../../../src/rancher2/form/diff-values.ts';
import type { Values } from '../../../../src/rancher2/form/value-path.ts';

// The expected values are those of `diff` of @rancher/shell 3.0.13.
test.each<[string, Values, Values, Values]>([
  ['equal values', { a: { b: 1 }, c: [1] }, { a: { b: 1 }, c: [1] }, {}],
  ['a changed value', { a: { b: 1, c: 2 } }, { a: { b: 3, c: 2 } }, { a: { b: 3 } }],
  ['another type', { a: 1 }, { a: '1' }, { a: '1' }],
  ['a list as a whole', { a: [1, 2] }, { a: [1, 3] }, { a: [1, 3] }],
  ['null for a removed key', { a: { b: 1, c: 2 } }, { a: { c: 2 } }, { a: { b: null } }],
  // Once a key of a map is null, the dashboard takes the map as changed.
  ['null for one key of a removed map', { a: { b: 1, c: 2 } }, {}, { a: { b: null } }],
  ['an emptied map', { a: { b: 1 } }, { a: {} }, { a: {} }],
  ['text in place of a map', { a: { b: 1 } }, { a: 'x' }, { a: 'x' }],
  ['a map in place of text', { a: 'x' }, { a: { b: 1 } }, { a: { b: 1 } }],
  ['a list in place of a map', { a: { b: 1 } }, { a: [1] }, { a: [1] }],
  ['an empty map that is new', {}, { a: {} }, { a: {} }],
  ['a key with dots', { 'a.b': 1 }, {}, { 'a.b': null }],
  ['a removed key that is named as changed text', { x: { a: 1 }, a: 'b' }, { a: 'c' }, { a: 'c' }],
])('sends %s', (_, from, to, expected) => {
  expect(diffValues(from, to)).toEqual(expected);
});
