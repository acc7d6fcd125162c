import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readAnswersSchema } from '../../src/answers/answers-schema.ts';
import { vocabulary } from '../../src/json-schema/ajv-options.ts';
import { builtInBlueprints } from '../../src/files/built-in-blueprint.ts';
import { root } from '../support/bundle.ts';

/** The schemas as an editor loads them: together, with the references between them. */
function editor(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    allowUnionTypes: true,
    strictRequired: false,
    strictTypes: false,
  });
  addFormats.default(ajv);
  ajv.addVocabulary([...vocabulary]);
  const files = [
    ...readdirSync(join(root, 'schemas')).map((name) => `schemas/${name}`),
    ...builtInBlueprints().map((name) => `catalog/${name}/answers.schema.json`),
  ];
  for (const file of files) {
    ajv.addSchema(JSON.parse(readFileSync(join(root, file), 'utf8')), file);
  }
  return ajv;
}

const faults = (schema: string, value: unknown) => {
  const ajv = editor();
  ajv.validate(schema, value);
  return (ajv.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
};

describe('an editor', () => {
  test.for(builtInBlueprints())('accepts the files of catalog/%s', (name) => {
    const read = (file: string): unknown =>
      parse(readFileSync(join(root, 'catalog', name, file), 'utf8'));
    expect(faults('schemas/answers-file.schema.json', read('answers.example.yml'))).toEqual([]);
    expect(faults('schemas/blueprint.schema.json', read('blueprint.yml'))).toEqual([]);
    const tests = join('tests', `${name}.yml`);
    const isThere = existsSync(join(root, 'catalog', name, tests));
    expect(isThere ? faults('schemas/blueprint-test.schema.json', read(tests)) : []).toEqual([]);
  });

  test('marks invalid answers of a known blueprint', () => {
    const file = {
      blueprint: 'redis-sentinel',
      version: '1.0.0',
      answers: { replcas: 1, quorum: 'most' },
    };
    expect(faults('schemas/answers-file.schema.json', file)).toEqual(
      expect.arrayContaining(['/answers additionalProperties', '/answers/quorum anyOf']),
    );
    expect(faults('schemas/answers-file.schema.json', { ...file, blueprint: 'other' })).toEqual([]);
  });
});

test('every answer has a title, a description, a group and a default', () => {
  const { properties } = JSON.parse(
    readFileSync(join(root, 'catalog/redis-sentinel/answers.schema.json'), 'utf8'),
  );
  for (const [name, answer] of Object.entries<Record<string, unknown>>(properties)) {
    const annotations = answer['x-target'] === 'rancher-2' ? 'x-chart' : 'x-rancher';
    expect({ name, ...answer }).toMatchObject({
      title: expect.stringMatching(/^[A-Z]/) as string,
      description: expect.stringMatching(/[.?]$/) as string,
      [annotations]: { group: expect.stringMatching(/./) as string },
    });
    expect(answer).toHaveProperty('default');
  }
});

describe('the schema of answers schemas', () => {
  const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
  const found = (value: unknown) => faults('schemas/answers-schema.schema.json', value);

  const own = [
    ...readdirSync(join(root, 'catalog'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('answers.schema.json'))
      .map((name) => `catalog/${name}`),
    'test/fixtures/blueprints/echo/answers.schema.json',
    'test/fixtures/blueprints/hello/answers.schema.json',
  ];

  test.for(own)('accepts %s', (file) => {
    expect(found(read(file))).toEqual([]);
  });

  const texts = { title: 'T', description: 'D.' };
  const text = { ...texts, type: 'string', default: '' };
  const list = { ...texts, type: 'array', items: { type: 'string' }, default: [] };
  const of = (x: unknown, more = {}) => ({
    type: 'object',
    additionalProperties: false,
    properties: { x },
    ...more,
  });

  test.for([
    of(list),
    of({ ...list, 'x-rancher': { secret: true, group: 'G' } }),
    of({ 'x-value': '{{name}}-data' }),
    of({ ...text, 'x-rancher': { variable: 'X1', type: 'masked', secret: true } }),
    of({
      ...text,
      'x-rancher': { question: { variable: 'a', label: '', min: 1, options: ['b'] } },
    }),
    of(text, { $schema: 'node_modules/rancher-catalog/schemas/answers-schema.schema.json' }),
  ])('accepts %j, as the program does', async (schema) => {
    expect(found(schema)).toEqual([]);
    const digest = JSON.stringify(schema);
    expect(await readAnswersSchema(digest, 'x.json', digest)).toMatchObject({ diagnostics: [] });
  });

  const items = { type: 'object', additionalProperties: false, properties: {} };

  test.for([
    of({ ...text, title: undefined }),
    of({ ...text, default: undefined }),
    of({ ...text, minimun: 1 }),
    of({ ...text, type: 'text' }),
    of({ ...text, 'x-unit': 1 }),
    of({ ...text, 'x-rancher': { aks: 'never' } }),
    of({ ...text, 'x-rancher': { ask: 'nver' } }),
    of({ ...text, 'x-rancher': { type: 'pasword' } }),
    of({ ...text, 'x-rancher': { type: 'string', secret: true } }),
    of({ ...text, 'x-rancher': { variable: 'a-b' } }),
    of({ ...text, 'x-rancher': { options: [{}] } }),
    of({ ...text, 'x-rancher': { question: { min: '1' } } }),
    of({ ...text, 'x-rancher': { question: { mim: 1 } } }),
    of({ ...text, type: 'object', default: {} }),
    of({ ...list, items: undefined }),
    of({ ...list, items: { type: 'array' } }),
    of({ ...list, items: { ...items, additionalProperties: true } }),
    of({ ...list, items: { ...items, properties: { 'a-b': { type: 'string' } } } }),
    of({ ...list, default: 'a' }),
    of({ ...list, 'x-rancher': { ask: 'always' } }),
    of({ ...list, 'x-rancher': { type: 'string' } }),
    of({ 'x-value': '' }),
    of({ 'x-value': 'a', default: 'b' }),
    of(text, { additionalProperties: true }),
    of(text, { required: ['x'] }),
    of(text, { $schema: 'https://json-schema.org/draft/2020-12/schema' }),
    of(text, {
      'x-rules': [{ rule: 'r', severity: 'fatal', at: 'x', check: 'x < 1', message: '' }],
    }),
    of(text, {
      'x-rules': [{ rule: 'r', severity: 'error', at: 'x', check: 'x < 1', message: '', hnt: '' }],
    }),
  ])('rejects %j, as the program does', async (schema) => {
    const digest = JSON.stringify(schema);
    expect(found(JSON.parse(digest))).not.toEqual([]);
    const { value } = await readAnswersSchema(digest, 'x.json', digest);
    expect(value).toBe(undefined);
  });
});
