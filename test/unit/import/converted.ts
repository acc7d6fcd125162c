import { expect } from 'vitest';
import { convertCompose } from '../../../src/import/convert-compose.ts';
import type { ImportedAnswer } from '../../../src/import/imported-answer.ts';

const answer = (name: string, more: Partial<ImportedAnswer> = {}): [string, ImportedAnswer] => [
  name,
  { name, type: 'string', options: [], default: '', canBeEmpty: false, ...more },
];

const answers = new Map([
  answer('mode', { options: ['a', 'b'] }),
  answer('tag'),
  answer('tag2'),
  answer('free', { canBeEmpty: true }),
  answer('size', { options: ['1', '2', '10'], default: '2' }),
  answer('switch', { default: 'true' }),
  answer('port', { type: 'integer' }),
  answer('debug', { type: 'boolean' }),
  answer('flag', { options: ['true', 'false'] }),
  ['class', answer('class_answer')[1]],
]);

/** Converts a compose file. */
export const convert = (text: string) => convertCompose(text, { answers });

/** A service with these lines. */
export const service = (...lines: string[]) =>
  ["version: '2'", 'services:', '  web:', ...lines.map((line) => `    ${line}`), ''].join('\n');

/** What lines of a service become. */
export const converted = (...lines: string[]) => {
  const { text, problems } = convert(service(...lines));
  expect(problems).toEqual([]);
  return text
    .split('\n')
    .slice(3, -1)
    .map((line) => line.replace(/^ {4}/, ''));
};
