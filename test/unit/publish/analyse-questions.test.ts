import { expect, test } from 'vitest';
import { analyseChange } from '../../../src/publish/analyse-change.ts';
import { recordText } from '../../support/prose.ts';
import { changes, version } from './versions-of-text.ts';

const q = (keys: string) => version(`  - {variable: A, label: L, ${keys}}`);

test.for([
  ['type: string', 'type: string', []],
  ['type: string', 'type: int', ['major question-retyped:A']],
  ['default: x', 'type: string, default: x', []],
  ['default: 8080', 'description: "", required: false, default: "8080"', []],
  ['type: boolean, default: false', 'type: boolean, default: "false"', []],
  ['group: x, description: a', 'description: a, group: x', []],
  ['group: x', 'group: y', ['patch question-reworded:A']],
  ['required: false', 'required: true', ['major question-required:A']],
  ['required: true', 'required: false', ['patch question-reworded:A']],
  ['default: a', 'default: b', ['minor default-changed:A']],
  ['type: enum, options: [a, b]', 'type: enum, options: [a]', ['major question-narrowed:A']],
  ['type: enum, options: [a]', 'type: enum, options: [a, b]', ['minor question-widened:A']],
  ['type: enum, options: [a, b]', 'type: enum, options: [b, a]', ['patch question-reworded:A']],
  ['type: string', 'type: string, options: [a]', ['major question-narrowed:A']],
  ['min: 1', 'min: 2', ['major question-narrowed:A']],
  ['min: 2', 'min: 1', ['minor question-widened:A']],
  ['max: 9', 'max: 8', ['major question-narrowed:A']],
  ['max: 9', 'group: x', ['minor question-widened:A']],
  ['max_length: 5', 'max_length: 6', ['minor question-widened:A']],
  ['group: x', 'min_length: 3', ['major question-narrowed:A']],
  ['group: x', 'valid_chars: abc', ['major question-narrowed:A']],
  ['description: a', 'description: b', ['patch question-reworded:A']],
] as const)('a question with %s, then %s', ([before, after, expected]) => {
  expect(changes(q(before), q(after))).toEqual(expected);
});

test('reports added, removed and renamed questions', () => {
  const one = version('  - {variable: A, label: Port, type: int, default: 1}');
  const renamed = version('  - {variable: B, label: Port, type: int, default: 1}');
  const other = version('  - {variable: C, label: Other, type: int}');
  const none = version('    []');
  expect(changes(one, none)).toEqual(['major question-removed:A']);
  expect(changes(none, one)).toEqual(['minor question-added:A']);
  expect(changes(one, renamed)).toEqual(['major question-renamed:A']);
  expect(changes(one, other)).toEqual(['major question-removed:A', 'minor question-added:C']);
});

test('messages do not contain the values of secrets', () => {
  const secret = (value: string) =>
    version(
      `  - {variable: A, type: password, default: ${value}}`,
      `services:\n  a: {environment: {P: ${value}}}\n`,
    );
  const analysed = analyseChange(secret('hunter22'), secret('hunter33'));
  expect(analysed.map(({ subject }) => subject)).toEqual(['A', 'a']);
  const messages = analysed.map(({ message }) => message).join('\n');
  expect(messages).not.toContain('hunter');
  recordText(messages);
});
