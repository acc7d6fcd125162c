import { expect, test } from 'vitest';
import { readAnswersSchema } from '../../../src/answers/answers-schema.ts';
import { questionsOf } from '../../../src/answers/questions-of.ts';
import { renderCatalogBlock } from '../../../src/generate/render-catalog-block.ts';
import { importQuestions } from '../../../src/import/import-questions.ts';
import type { CatalogQuestion } from '../../../src/rancher/catalog-question.ts';
import { readCatalogBlock } from '../../../src/rancher/read-catalog-block.ts';
import { digestOf } from '../../../src/model/digest.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';

const question = (more: Partial<CatalogQuestion>): CatalogQuestion => ({
  variable: 'a',
  label: 'A',
  description: 'The a.',
  type: 'string',
  required: false,
  default: '',
  group: '',
  minLength: 0,
  maxLength: 0,
  min: 0,
  max: 0,
  options: [],
  validChars: '',
  invalidChars: '',
  ...more,
});

/** The questions as Rancher reads them from an entry that is generated from the imported schema. */
async function generated(questions: readonly CatalogQuestion[]) {
  const { schema } = importQuestions(questions);
  const text = JSON.stringify(schema);
  const { value, diagnostics } = await readAnswersSchema(text, 'schema', digestOf([text]));
  expect(diagnostics).toEqual([]);
  if (!value) return undefined;
  const asked = new Map([...value.specs.values()].map((spec) => [spec.name, spec.default]));
  const metadata = { name: 'a', title: 'A', description: '', schema: '', upgrade_from: 'any' };
  const block = renderCatalogBlock(
    metadata,
    '1.0.0',
    questionsOf(value, { asked, fixed: new Map() }),
  );
  const file = `version: '2'\n${block}\n`;
  return readCatalogBlock(readYaml(file), file).block?.questions;
}

const odd: readonly (readonly [string, Partial<CatalogQuestion>])[] = [
  ['a text', {}],
  ['a required text', { required: true }],
  ['without a label', { label: '' }],
  ['without a description', { description: '' }],
  ['an enum', { type: 'enum', options: ['x', 'y'], default: 'x', required: true }],
  ['an enum that is not required', { type: 'enum', options: ['x', 'y'], default: 'x' }],
  ['an enum without a default', { type: 'enum', options: ['x', 'y'] }],
  ['an enum whose default is not an option', { type: 'enum', options: ['x'], default: 'z' }],
  ['an enum with an empty option', { type: 'enum', options: ['', 'x'], required: true }],
  ['an enum with an option twice', { type: 'enum', options: ['x', 'x'], default: 'x' }],
  ['an enum without options', { type: 'enum', default: 'x' }],
  [
    'an enum of numbers and words',
    { type: 'enum', options: ['1', 'true', '1.10'], default: '1.10' },
  ],
  ['options of another type', { options: ['x', 'y'], default: 'x' }],
  ['a boolean', { type: 'boolean', default: 'true' }],
  ['a required boolean', { type: 'boolean', default: 'false', required: true }],
  ['a boolean without a default', { type: 'boolean' }],
  ['a boolean with another default', { type: 'boolean', default: 'yes' }],
  ['a number', { type: 'int', default: '8080', required: true }],
  ['a number that is not required', { type: 'int', default: '8080' }],
  ['a number without a default', { type: 'int' }],
  ['a number with leading zeros', { type: 'int', default: '010' }],
  ['a number with a wrong default', { type: 'int', default: 'many', required: true }],
  ['a float', { type: 'float', default: '1.5' }],
  ['a password', { type: 'password', required: true }],
  ['a password with a default', { type: 'password', default: 'x' }],
  ['a secret', { type: 'secret', required: true }],
  ['a certificate', { type: 'certificate' }],
  ['a service', { type: 'service', default: 'stack/web' }],
  ['lines', { type: 'multiline', default: 'a\nb: "c"\n' }],
  ['no type', { type: '' }],
  ['an unknown type', { type: 'masked: x' }],
  ['limits', { min: 1, max: 3, minLength: 4, maxLength: 5, validChars: 'a-z', invalidChars: '{' }],
  ['a group', { group: 'Network: more' }],
  ['hostile texts', { label: '{{x}} "\n#', description: '${a} \u0000 \u2028', default: "'; }}" }],
  ['a reserved word', { variable: 'version' }],
  ['a word of YAML', { variable: 'y' }],
  ['a name of JavaScript', { variable: '__proto__' }],
  ['a variable that cannot be interpolated', { variable: 'a-b.c' }],
  ['no variable', { variable: '' }],
  ['a long whole number', { type: 'int', default: '99999999999999999999' }],
];

test.for(odd)('%s: the same question', async ([, more]) => {
  expect(await generated([question(more)])).toEqual([question(more)]);
});

test('two questions with one variable', async () => {
  const both = [question({ default: 'x' }), question({ label: 'Again', default: 'y' })];
  expect(await generated(both)).toEqual(both);
  // The last counts, as in a launch.
  expect(importQuestions(both).answers.get('a')?.name).toBe('a');
});

test('variables that would get one name', async () => {
  const all = ['a-b', 'a.b', 'a_b'].map((variable) => question({ variable }));
  expect(await generated(all)).toEqual(all);
});

test('a question that a blueprint makes by itself has no annotation', () => {
  const { schema } = importQuestions([
    question({}),
    question({ variable: 'number', type: 'int', default: '3', required: true }),
    question({
      variable: 'choice',
      type: 'enum',
      options: ['x', 'y'],
      default: 'y',
      required: true,
    }),
  ]);
  const texts = { title: 'A', description: 'The a.' };
  expect(schema.properties).toEqual({
    a: { ...texts, type: 'string', default: '' },
    number: { ...texts, type: 'integer', default: 3 },
    choice: { ...texts, enum: ['x', 'y'], default: 'y' },
  });
});
