// Faults of all stages are reported by one run: blueprint.yml, answers file, templates, and what Rancher would refuse.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { builtInBlueprint } from '../../src/files/built-in-blueprint.ts';
import { run } from '../support/prose.ts';
import { temporaryFolder } from '../support/run-cli.ts';

type Change = readonly [file: string, from: RegExp | string, to: string];

const web = dirname(builtInBlueprint('web') ?? '');

/** A copy of the web blueprint with these changes, and an answers file. */
function folderWith(changes: readonly Change[], answers = 'version: 1.0.0\n'): string {
  const folder = temporaryFolder({ 'answers.yml': `blueprint: ./mine\n${answers}` });
  cpSync(web, join(folder, 'mine'), { recursive: true });
  for (const [file, from, to] of changes) {
    const path = join(folder, 'mine', file);
    const text = readFileSync(path, 'utf8');
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${file} has no ${String(from)}`);
    writeFileSync(path, changed);
  }
  return folder;
}

const compose = 'docker-compose.yml.hbs';
/** Rancher does not create a service without an image, with any answers. */
const refused: Change = [compose, 'services:\n', 'services:\n  bare:\n    tty: true\n'];

const image = 'mine/docker-compose.yml.hbs:3:3 image-missing';

test.for([
  ['a text', ['blueprint.yml', /^category: .*$/m, 'category: 1'], 'blueprint.yml:5:11 wrong-type'],
  ['a key', ['blueprint.yml', /^category:/m, 'categorie:'], 'blueprint.yml:5:1 unknown-key'],
  ['the name', ['blueprint.yml', /^name: .*$/m, 'name: ../x'], 'blueprint.yml:2:7 wrong-form'],
  ['README', ['README.md.hbs', /^/, '{{no_such}}\n'], 'README.md.hbs:1:3 template-undeclared'],
  ['the icon', ['icon.svg', /^[^]*$/, 'no picture'], 'blueprint.yml icon-invalid'],
] as const satisfies readonly (readonly [string, Change, string])[])(
  'a fault of %s does not hide what Rancher would refuse',
  async ([, change, expected]) => {
    const folder = folderWith([change, refused]);
    const { code, found } = await run(folder, ['generate', '-a', 'answers.yml']);
    expect({ code, found: [...found].sort() }).toEqual({
      code: 1,
      found: [`mine/${expected}`, image],
    });
    expect(readdirSync(folder).sort()).toEqual(['answers.yml', 'mine']);
  },
);

test('nor does a fault of one template hide a branch that Rancher would refuse', async () => {
  const branch = 'services:\n{{#if with_cache}}\n  bare:\n    tty: true\n{{/if}}\n';
  const folder = folderWith([
    [compose, 'services:\n', branch],
    ['README.md.hbs', /^/, '{{no_such}}\n'],
  ]);
  const { found } = await run(folder, ['generate', '-a', 'answers.yml']);
  expect([...found].sort()).toEqual([
    'mine/README.md.hbs:1:3 template-undeclared',
    'mine/docker-compose.yml.hbs:4:3 image-missing',
  ]);
});

test('a fault of an answers file hides nothing of its entry, nor of another one', async () => {
  const folder = folderWith([refused], 'version: one\n');
  const one = await run(folder, ['generate', '-a', 'answers.yml']);
  expect(one.found).toEqual(['answers.yml:2:10 wrong-form', image]);
  const other = 'blueprint: web\nname: other\nversion: 1.0.0\ntitel: x\n';
  writeFileSync(join(folder, 'other.yml'), other);
  writeFileSync(join(folder, 'answers.yml'), 'blueprint: ./mine\nversion: 1.0.0\n');
  const both = await run(folder, ['generate', '-a', 'answers.yml', '-a', 'other.yml']);
  expect(both.found).toEqual([image, 'other.yml:4:1 unknown-key']);
});

test('what a fault of the compose file itself would cause is not reported', async () => {
  const folder = folderWith([refused, [compose, /$/, '{{no_such}}\n']]);
  const { found } = await run(folder, ['generate', '-a', 'answers.yml']);
  expect(found).toEqual([expect.stringMatching(/^mine\/docker-compose\.yml\.hbs:\d+:3 template-/)]);
});
