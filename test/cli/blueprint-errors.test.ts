import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal } from '../support/prose.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { echo } from './blueprint.cases.ts';

type Change = readonly [file: string, from: string | RegExp, to: string];

/** A folder with an entry of the echo blueprint with these changes. */
function entryWith(changes: readonly Change[], answers = ''): string {
  const folder = temporaryFolder({
    'answers.yml': `blueprint: ./mine\nversion: 1.0.0\n${answers}`,
  });
  const mine = join(folder, 'mine');
  cpSync(echo, mine, { recursive: true });
  const schema = JSON.parse(readFileSync(join(mine, 'answers.schema.json'), 'utf8'));
  writeFileSync(join(mine, 'answers.schema.json'), JSON.stringify(schema, undefined, 1));
  for (const [file, from, to] of changes) {
    const path = join(mine, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, to);
    expect({ file, changed: after !== before }).toEqual({ file, changed: true });
    writeFileSync(path, after);
  }
  return folder;
}

const generate = async (folder: string) => (await refusal(folder, ['generate'])).found;

const metadata: Change = ['blueprint.yml', 'upgrade_from:', 'upgrades_from:'];
const untitled: Change = ['answers.schema.json', '"title": "Words",', ''];
const noType: Change = ['answers.schema.json', '"type": "integer"', '"type": "int"'];
const undeclared: Change = ['docker-compose.yml.hbs', /$/, '      MORE: {{wrods}}\n'];
const unclosed: Change = ['rancher-compose.yml.hbs', /$/, '{{#given words}}\n'];

describe('the errors of a blueprint', () => {
  test('of all stages are reported together', async () => {
    const changes = [metadata, untitled, noType, undeclared, unclosed];
    const folder = entryWith(changes, 'answers:\n  wrods: x\n');
    writeFileSync(join(folder, 'mine/icon.png'), 'not a picture');
    expect(await generate(folder)).toEqual([
      'mine/answers.schema.json:6:3 schema-invalid',
      'mine/answers.schema.json:15:12 schema-invalid',
      'mine/blueprint.yml icon-invalid',
      'mine/blueprint.yml:8:1 unknown-key',
      'mine/docker-compose.yml.hbs:17:15 template-undeclared',
      'mine/rancher-compose.yml.hbs:7:1 template-syntax',
    ]);
  });

  test('include those of the answers if the schema has none', async () => {
    expect(await generate(entryWith([undeclared], 'answers:\n  times: 101\n'))).toEqual([
      'answers.yml:4:10 out-of-range',
      'mine/docker-compose.yml.hbs:17:15 template-undeclared',
    ]);
  });

  test('are those of templates and the schema if blueprint.yml is not YAML', async () => {
    const broken: Change = ['blueprint.yml', 'name: echo', 'name: "echo'];
    expect(await generate(entryWith([broken, untitled, undeclared]))).toEqual([
      'mine/answers.schema.json:6:3 schema-invalid',
      'mine/blueprint.yml:2:12 yaml-syntax',
      'mine/docker-compose.yml.hbs:17:15 template-undeclared',
    ]);
  });

  test.for<[string, Change, string]>([
    ['is not JSON', ['answers.schema.json', /\}\s*$/, ''], 'yaml-syntax'],
    ['has no answers', ['answers.schema.json', '"properties"', '"propertys"'], 'schema-invalid'],
    ['is not there', ['blueprint.yml', 'answers.schema.json', 'schema.json'], 'file-missing'],
  ])('are only of syntax in templates if the schema $0', async ([, change, code]) => {
    const found = await generate(entryWith([change, undeclared, unclosed]));
    const codes = found.map((each) => each.replace(/^.* /, ''));
    expect(codes.sort()).toEqual([code, 'template-syntax'].sort());
  });

  test('of the output and of a branch are reported together', async () => {
    const lines = '      MORE: ${nothing}\n{{#is words "x"}}\n    privileged: maybe\n{{/is}}\n';
    expect(await generate(entryWith([['docker-compose.yml.hbs', /$/, lines]]))).toEqual([
      'mine/docker-compose.yml.hbs:17:13 output-variable',
      'mine/docker-compose.yml.hbs:19:17 output-branch',
    ]);
  });

  test('of branches are not reported if Rancher launches none of them', async () => {
    const lines = '      MORE: $ {}\n{{#is words "x"}}\n    privileged: maybe\n{{/is}}\n';
    expect(await generate(entryWith([['docker-compose.yml.hbs', /$/, lines]]))).toEqual([
      'mine/docker-compose.yml.hbs:17:13 output-interpolation',
    ]);
  });

  test('do not follow from an answer whose schema is wrong', async () => {
    // `loud` is never asked, and the templates branch on it.
    const misspelt: Change = ['answers.schema.json', '"ask": "never"', '"aks": "never"'];
    const found = await generate(entryWith([misspelt]));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('schema-invalid');
    expect(await generate(entryWith([misspelt, undeclared]))).toEqual([
      ...found,
      'mine/docker-compose.yml.hbs:17:15 template-undeclared',
    ]);
  });

  test('do not include a README.md.hbs, which no entry needs', async () => {
    const folder = entryWith([]);
    rmSync(join(folder, 'mine/README.md.hbs'));
    rmSync(join(folder, 'mine/docker-compose.yml.hbs'));
    expect(await generate(folder)).toEqual(['mine/blueprint.yml template-missing']);
  });
});
