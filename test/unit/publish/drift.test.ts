import { expect, test } from 'vitest';
import { describeDifference, driftCauses } from '../../../src/publish/drift.ts';
import { recordText } from '../../support/prose.ts';

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

/** Causes that have their own message. */
const byHand = driftCauses('f', 'other', inputs(), inputs())[0] ?? '';
const unknown = driftCauses('f', 'd', undefined, inputs())[0] ?? '';

test('a manual edit and a version without provenance have different messages', () => {
  recordText(byHand);
  recordText(unknown);
  expect(byHand).not.toBe(unknown);
});

test.for([
  ['manual edit', 'other', inputs(), [byHand]],
  ['manual deletion', undefined, inputs(), [byHand]],
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
] as const)('names the causes of a difference: %s', ([, digest, after, expected]) => {
  expect(driftCauses('f', digest, inputs(), after)).toEqual(expected);
});

test('a version without provenance, or without digests of its files', () => {
  expect(driftCauses('f', undefined, undefined, inputs())).toEqual([unknown]);
  const old = { ...inputs(), files: new Map() };
  expect(driftCauses('f', 'd', old, inputs())).toEqual([byHand]);
  expect(driftCauses('f', 'd', old, inputs({ schema: 'x' }))).toEqual(['schema']);
});

test.for([
  ['a missing file', undefined, 'a'],
  ['an additional file', 'a', undefined],
  ['a changed line', 'a\nb\nc\n', 'a\nx\ny\nc\n'],
  ['an added line', 'a\n', 'a\nb\n'],
  ['other bytes', 'SEKRIT\0', 'b\0'],
] as const)('describes a difference without its content: %s', ([, before, after]) => {
  const tree = (text: string | undefined) =>
    new Map(text === undefined ? [] : [['f', { content: text, mode: 0o644 as const }]]);
  const words = describeDifference('f', tree(before), tree(after));
  expect(words).not.toContain('SEKRIT');
  recordText(words);
});
