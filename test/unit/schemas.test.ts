import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { vocabulary } from '../../src/json-schema/ajv-options.ts';
import { builtInBlueprints } from '../../src/files/built-in-blueprint.ts';
import { root } from '../support/bundle.ts';

/** The schemas as an editor loads them: together, with the references between them. */
function editor(): Ajv {
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictRequired: false });
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
  test('accepts the example, and the blueprint', () => {
    const example = readFileSync(join(root, 'catalog/redis-sentinel/answers.example.yml'), 'utf8');
    const blueprint = readFileSync(join(root, 'catalog/redis-sentinel/blueprint.yml'), 'utf8');
    expect(faults('schemas/answers-file.schema.json', parse(example))).toEqual([]);
    expect(faults('schemas/blueprint.schema.json', parse(blueprint))).toEqual([]);
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
    expect({ name, ...answer }).toMatchObject({
      title: expect.stringMatching(/^[A-Z]/) as string,
      description: expect.stringMatching(/[.?]$/) as string,
      'x-rancher': { group: expect.stringMatching(/./) as string },
    });
    expect(answer).toHaveProperty('default');
  }
});
