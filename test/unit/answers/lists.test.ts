import { expect, test } from 'vitest';
import { readAnswersSchema } from '../../../src/answers/answers-schema.ts';

const read = async (properties: unknown) => {
  const schema = { type: 'object', additionalProperties: false, properties };
  return readAnswersSchema(JSON.stringify(schema), 'schema.json', JSON.stringify(schema));
};

const texts = { title: 'Hosts', description: 'Names.' };

test('a list and a computed answer are never asked', async () => {
  const { value, diagnostics } = await read({
    hosts: { ...texts, type: 'array', items: { type: 'string' }, default: ['a'] },
    volume: { 'x-value': '{{name}}-data' },
    size: { ...texts, type: 'integer', default: 1, 'x-rancher': { variable: 'SIZE' } },
  });
  expect(diagnostics).toEqual([]);
  const specs = [...(value?.specs.values() ?? [])];
  expect(specs.map(({ name, ask, variable, computed }) => [name, ask, variable, computed])).toEqual(
    [
      ['hosts', 'never', 'hosts', undefined],
      ['volume', 'never', 'volume', '{{name}}-data'],
      ['size', 'always', 'SIZE', undefined],
    ],
  );
});
