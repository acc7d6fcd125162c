import { expect, test } from 'vitest';
import { choicesOf, describeSchema } from '../../../src/answers/describe-schema.ts';

const name = {
  type: 'string',
  pattern: '^[a-z]*$',
  minLength: 2,
  maxLength: 8,
  'x-rancher': { form: 'lowercase letters' },
};
const step = { type: 'integer', minimum: 0, maximum: 100, multipleOf: 10 };

test.for([
  { schema: name, broken: 'pattern', words: 'lowercase letters' },
  { schema: name, broken: 'maxLength', words: 'text of 2 to 8 characters' },
  { schema: name, broken: 'minLength', words: 'text of 2 to 8 characters' },
  { schema: name, broken: 'type', words: 'lowercase letters' },
  { schema: { type: 'string', format: 'uri' }, broken: 'format', words: 'text in the format uri' },
  {
    schema: { type: 'string', format: 'uri', maxLength: 8 },
    broken: 'maxLength',
    words: 'at most 8 characters',
  },
  { schema: step, broken: 'maximum', words: 'a whole number from 0 to 100' },
  { schema: step, broken: 'multipleOf', words: 'a multiple of 10' },
  {
    schema: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
    broken: 'exclusiveMaximum',
    words: 'a number above 0 and below 1',
  },
  {
    schema: { type: 'integer', exclusiveMinimum: 0, maximum: 9 },
    broken: 'exclusiveMinimum',
    words: 'a whole number of 9 or less, above 0',
  },
  {
    schema: { type: 'string', anyOf: [{ const: '' }, { minLength: 20 }] },
    broken: 'anyOf',
    words: '"" or text of 20 characters or more',
  },
  { schema: { enum: ['', 'a'] }, broken: 'enum', words: '"" or a' },
])('a fault of $broken expects $words', ({ schema, broken, words }) => {
  expect(describeSchema(schema, broken)).toBe(words);
});

test('choices are texts as the form sends them', () => {
  expect(choicesOf({ enum: ['', 'a', 1, true] })).toEqual(['', 'a', '1', 'true']);
});
