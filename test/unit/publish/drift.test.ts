import { expect, test } from 'vitest';
import {
  describeDifference,
  driftCauses,
  templateDriftCauses,
} from '../../../src/publish/drift.ts';

const inputs = (
  changed: Partial<Record<'program' | 'blueprint' | 'schema' | 'answers', string>> = {},
  digest = 'd',
) => ({
  program: '1',
  blueprint: 'b',
  schema: 's',
  answers: 'a',
  ...changed,
  files: new Map([['f', digest]]),
});

const byHand = 'edited by hand in the catalog';

test.for([
  ['by hand', 'other', inputs(), [byHand]],
  ['by hand: gone', undefined, inputs(), [byHand]],
  ['answers', 'd', inputs({ answers: 'x' }, 'e'), ['answers']],
  [
    'blueprint and schema',
    'd',
    inputs({ blueprint: 'x', schema: 'x' }, 'e'),
    ['blueprint', 'schema'],
  ],
  ['program version', 'd', inputs({ program: '2' }, 'e'), ['program version']],
  ['both', 'other', inputs({ answers: 'x' }, 'e'), [byHand, 'answers']],
  ['a secret answer, which is in no digest', 'd', inputs({}, 'e'), ['answers']],
] as const)('a file that differs: %s', ([, digest, after, expected]) => {
  expect(driftCauses('f', digest, inputs(), after)).toEqual(expected);
});

test('a version that does not say how it was made', () => {
  const unknown = 'not known: this version says nothing of its making';
  expect(driftCauses('f', 'd', undefined, inputs())).toEqual([unknown]);
  expect(templateDriftCauses(undefined, inputs())).toEqual([unknown]);
  const old = { ...inputs(), files: new Map() };
  expect(driftCauses('f', 'd', old, inputs())).toEqual([byHand]);
  expect(driftCauses('f', 'd', old, inputs({ schema: 'x' }))).toEqual(['schema']);
});

test('what differs, without showing it', () => {
  const tree = (text: string | undefined) =>
    new Map(text === undefined ? [] : [['f', { content: text, mode: 0o644 as const }]]);
  const said = (before: string | undefined, after: string | undefined) =>
    describeDifference('f', tree(before), tree(after));
  expect(said(undefined, 'a')).toBe('is missing');
  expect(said('a', undefined)).toBe('would not be generated');
  expect(said('a\nb\nc\n', 'a\nx\ny\nc\n')).toBe(
    'differs from line 2: 1 there that would not be, 2 that would',
  );
  expect(said('a\n', 'a\nb\n')).toBe(
    'differs from line 2: 0 there that would not be, 1 that would',
  );
  expect(said('a\0', 'b\0')).toBe('has other bytes');
});
