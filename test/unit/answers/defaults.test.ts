import { expect, test } from 'vitest';
import { readAnswersSchema } from '../../../src/answers/answers-schema.ts';

async function faultsOf(part: Readonly<Record<string, unknown>>): Promise<string[]> {
  const answer = { title: 'T', description: 'T', type: 'string', ...part };
  const schema = { type: 'object', additionalProperties: false, properties: { a: answer } };
  const text = JSON.stringify(schema);
  const { diagnostics } = await readAnswersSchema(text, 'schema.json', text);
  return diagnostics.map(({ code }) => code);
}

test.for([
  { minLength: 20 },
  { pattern: '^[a-z]+$' },
  { format: 'uri' },
  { minLength: 20, 'x-rancher': { required: true, secret: true, type: 'password' } },
])('a text that must be given needs no default that is valid: %j', async (part) => {
  const required = { 'x-rancher': { required: true }, ...part };
  expect(await faultsOf({ ...required, default: '' })).toEqual([]);
});

test.for([
  { name: 'can be left out', part: { minLength: 20, default: '' } },
  {
    name: 'is never asked',
    part: { minLength: 20, default: '', 'x-rancher': { required: true, ask: 'never' } },
  },
  {
    name: 'has another default',
    part: { minLength: 20, default: 'short', 'x-rancher': { required: true } },
  },
  { name: 'is a choice', part: { enum: ['a', 'b'], default: '', 'x-rancher': { required: true } } },
])('rejects the default of a text that $name', async ({ part }) => {
  expect(await faultsOf(part)).toEqual(['schema-default']);
});

test('rejects an answer without a default', async () => {
  expect(await faultsOf({ 'x-rancher': { required: true } })).toEqual(['schema-invalid']);
});
