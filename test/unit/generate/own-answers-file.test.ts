import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { vocabulary } from '../../../src/json-schema/ajv-options.ts';
import { answersFileSchema } from '../../../src/generate/own-answers-file.ts';
import { starterKinds } from '../../../src/files/starters.ts';
import { runCli, temporaryFolder } from '../../support/run-cli.ts';

/** What an editor marks in a text: it loads the schema that the first line names, and those that this one refers to. */
function marked(folder: string, text: string): string[] {
  const [, name = ''] = /^# yaml-language-server: \$schema=\.\/(\S+)\n/.exec(text) ?? [];
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictRequired: false });
  addFormats.default(ajv);
  ajv.addVocabulary([...vocabulary]);
  for (const file of [name, 'answers.schema.json']) {
    ajv.addSchema(JSON.parse(readFileSync(join(folder, file), 'utf8')), `file:///${file}`);
  }
  ajv.validate(`file:///${name}`, parse(text));
  return (ajv.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

test.for(starterKinds)('an editor completes the answers file of a new %s', async (kind) => {
  const folder = temporaryFolder();
  await runCli(folder, ['blueprint', 'new', 'app', '--from', kind]);
  const app = join(folder, 'app');
  const text = readFileSync(join(app, 'answers.yml'), 'utf8');
  expect(marked(app, text)).toEqual([]);
  const schema = JSON.parse(readFileSync(join(app, 'answers.schema.json'), 'utf8')) as {
    properties: object;
  };
  const [first = ''] = Object.keys(schema.properties);
  const wrong = text.replace(
    'answers: {}',
    `answers: {${first}: {}}\ndefaults: {imag: x}\nvesion: 1`,
  );
  expect(marked(app, wrong)).toEqual(
    expect.arrayContaining([
      ' additionalProperties',
      `/answers/${first} type`,
      '/defaults additionalProperties',
    ]),
  );
});

test('the schema has no answers of built-in blueprints', () => {
  expect(answersFileSchema('answers.schema.json')).not.toContain('redis-sentinel.');
});
