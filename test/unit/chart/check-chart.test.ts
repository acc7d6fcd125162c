import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { BlueprintLoader } from '../../../src/actions/entries/blueprint-loader.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import {
  valueAt,
  image,
  number,
  rule,
  text,
  valueCases,
  when,
  type Case,
  type Change,
  type Part,
} from './chart-values.cases.ts';

const fixture = join(import.meta.dirname, '../../fixtures/blueprints/hello');

type Schema = Record<string, unknown> & { properties: Record<string, unknown> };
/** The faults of the chart when the blueprint is loaded: code, place and text. */
async function faultsOf({ answers = {}, schema = {}, files = {} }: Change) {
  const folder = join(temporaryFolder(), 'hello');
  cpSync(fixture, folder, { recursive: true });
  const path = join(folder, 'answers.schema.json');
  const own = JSON.parse(readFileSync(path, 'utf8')) as Schema;
  const parts = Object.entries(answers).map(([name, part]) => [
    name,
    { title: name, description: 'A value.', 'x-target': 'rancher-2', ...part },
  ]);
  own.properties = { ...own.properties, ...(Object.fromEntries(parts) as Part) };
  writeFileSync(path, JSON.stringify({ ...own, ...schema }, undefined, 2));
  const all = { 'templates/app.yaml': 'kind: ConfigMap\n', ...files };
  for (const [file, content] of Object.entries(all)) {
    if (content === undefined) continue;
    mkdirSync(dirname(join(folder, 'chart', file)), { recursive: true });
    writeFileSync(join(folder, 'chart', file), content);
  }
  const { diagnostics } = await new BlueprintLoader().at(join(folder, 'blueprint.yml'));
  const lines = readFileSync(path, 'utf8').split('\n');
  return diagnostics
    .filter(({ code }) => code.startsWith('chart-'))
    .map(({ severity, message, at, hint }) => {
      const file = at?.file.slice(folder.length + 1);
      const line = file === 'answers.schema.json' ? lines[(at?.line ?? 0) - 1]?.trim() : file;
      return { severity, message, line, hint };
    });
}

const others: readonly Case[] = [
  [
    'a format',
    { answers: { mail: text({ format: 'email', default: 'a@b.de' }) } },
    'helm 3 checks the format email and helm 4 does not',
    '"format": "email"',
    'a pattern',
  ],
  [
    'a pattern that looks ahead',
    { answers: { name_part: text({ pattern: '^(?!x)' }) } },
    "cannot read the pattern of name_part: Go's regular expressions have no (?!…)",
    '"pattern": "^(?!x)"',
    'without that part',
  ],
  [
    'a pattern with a reference',
    { answers: { a: text({ pattern: String.raw`^(x?)\1$` }) } },
    String.raw`Go's regular expressions have no \1`,
    String.raw`"pattern": "^(x?)\\1$"`,
    'without that part',
  ],
  [
    'a pattern that repeats too often',
    { answers: { a: text({ pattern: '^x{0,1001}$' }) } },
    'Go repeats at most 1000 times',
    '"pattern": "^x{0,1001}$"',
    'without that part',
  ],
  [
    'a condition on an answer that charts do not have',
    { answers: { a: when({ greting: 'x' }) } },
    'a depends on greting, which charts do not have',
    '"greting": "x"',
    'did you mean greeting?',
  ],
  [
    'a condition on an answer with a condition',
    { answers: { a: when({ debug: true }), b: when({ a: 'x' }) } },
    'b depends on a, which depends on another answer itself',
    '"a": "x"',
    'write the condition of a here',
  ],
  [
    'a condition that never holds',
    { answers: { a: when({ debug: 'true' }) } },
    'a depends on debug being "true", which it never is',
    '"debug": "true"',
    'true without quotes',
  ],
  [
    'a condition that the form cannot compare',
    { answers: { a: when({ greeting: 'x && y' }) } },
    'cannot compare greeting with "x && y"',
    '"greeting": "x && y"',
    'letters, digits and dashes',
  ],
  [
    'a rule with a fraction',
    { answers: { a: { type: 'number', default: 1 }, b: number() }, schema: rule({}) },
    'cannot compute the check of the rule r: a can be a fraction',
    '"check": "a <= b",',
    'whole numbers',
  ],
  [
    'a rule that divides by an answer',
    { answers: { a: number(), b: number() }, schema: rule({ check: 'a / b <= 1' }) },
    'cannot compute the check of the rule r: / needs a number other than 0',
    '"check": "a / b <= 1",',
    'whole numbers',
  ],
  [
    'a message with a division by an answer',
    { answers: { a: number(), b: number() }, schema: rule({ message: 'a is {a / b}' }) },
    'cannot compute the message of the rule r: / needs a number other than 0',
    '"message": "a is {a / b}",',
    'whole numbers',
  ],
  [
    'a hint with a division by an answer',
    { answers: { a: number(), b: number() }, schema: rule({ hint: 'use {a % b}' }) },
    'cannot compute the hint of the rule r: % needs a number other than 0',
    '"hint": "use {a % b}"',
    'whole numbers',
  ],
  [
    'a file that is generated',
    { files: { 'values.yaml': '' } },
    'this file is generated from the answers schema',
    'chart/values.yaml',
    'remove it',
  ],
  [
    'a file that Helm reads as a generated one',
    { files: { 'questions.yml': '' } },
    'this file is generated from the answers schema',
    'chart/questions.yml',
    'remove it',
  ],
  [
    'notes among the templates',
    { files: { 'templates/NOTES.txt': '' } },
    'this file is generated, from NOTES.txt',
    'chart/templates/NOTES.txt',
    'chart/',
  ],
  [
    'a file that Rancher 1.6 reads',
    { files: { 'files/config.yml': '' } },
    'Rancher 1.6 would read this as a part of an entry',
    'chart/files/config.yml',
    'rename it',
  ],
  [
    'a page whose name has another case',
    { files: { 'Readme.md': '' } },
    'Readme.md is not read',
    'chart/Readme.md',
    'rename it to README.md',
  ],
  [
    'a chart without templates',
    { files: { 'templates/app.yaml': undefined, 'README.md': '' } },
    'the chart has no templates',
    'chart',
    'chart/templates/*.yaml',
  ],
  [
    'answers of charts without a chart',
    { answers: { a: text() }, files: { 'templates/app.yaml': undefined } },
    'only charts have a, and the blueprint has no directory chart',
    '"x-target": "rancher-2",',
    'chart/templates',
  ],
];

it.each([...valueCases, ...others])('refuses %s', async (_name, change, message, line, hint) => {
  const faults = await faultsOf(change);
  expect(faults).toEqual([
    {
      severity: 'error',
      message: expect.stringContaining(message) as string,
      line,
      hint: expect.stringContaining(hint) as string,
    },
  ]);
});

it('reports all faults at once', async () => {
  const faults = await faultsOf({
    answers: {
      image: image('image'),
      tag: valueAt('image.tag'),
      global: text(),
      a: when({ b: 1 }),
    },
    schema: { 'x-removed-values': { 'image.digest': 'none' } },
    files: { 'values.yaml': '', 'templates/app.yaml': undefined },
  });
  expect(faults).toHaveLength(6);
});

it.each<[string, Change]>([
  [
    'another value in the map of an image',
    { answers: { image: image('image'), pull: valueAt('image.pull') } },
  ],
  ['values whose names begin the same', { answers: { auth: text(), auth_mode: text() } }],
  [
    'a removed value beside others',
    {
      answers: { user: valueAt('auth.user') },
      schema: { 'x-removed-values': { 'auth.name': 'use auth.user' } },
    },
  ],
  ['a rule of whole numbers', { answers: { a: number(), b: number() }, schema: rule({}) }],
])('accepts %s', async (_name, change) => {
  expect(await faultsOf(change)).toEqual([]);
});
