import { cpSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal, run } from '../support/prose.ts';
import { echo } from './blueprint.cases.ts';
import { entryWith } from './echo-entry.ts';

describe('the files of a blueprint', () => {
  test.for([
    'README.md.hbs',
    'docker-compose.yml.hbs',
    'answers.schema.json',
    'icon.png',
    'blueprint.yml',
    'partials',
  ])('cannot be a link: %s', async (name) => {
    const folder = entryWith(name === 'partials' ? { 'partials/x.hbs': '' } : {});
    const path = join(folder, 'mine', name);
    renameSync(path, join(folder, 'elsewhere'));
    symlinkSync('../elsewhere', path);
    expect(await refusal(folder, ['generate'])).toEqual({
      code: 1,
      found: [`mine/${name} blueprint-file`],
    });
  });

  test.for([
    ['schema: answers.schema.json', 'schema: ../other/answers.schema.json'],
    ['schema: answers.schema.json', 'schema: link/answers.schema.json'],
    ['icon: icon.png', 'icon: a/../../other/icon.png'],
    ['icon: icon.png', 'icon: link/icon.png\nimported: true'],
    ['icon: icon.png', 'icon: icon.png\nimage: ../other'],
    ['icon: icon.png', 'icon: icon.png\nimage: link'],
  ] as const)('cannot be outside of it: %s → %s', async ([from, to]) => {
    const text = readFileSync(join(echo, 'blueprint.yml'), 'utf8');
    expect(text).toContain(from);
    const folder = entryWith({ 'blueprint.yml': text.replace(from, to) });
    cpSync(echo, join(folder, 'other'), { recursive: true });
    symlinkSync('../other', join(folder, 'mine/link'));
    const { code, found } = await refusal(folder, ['generate']);
    expect({ code, found }).toEqual({
      code: 1,
      found: expect.arrayContaining([
        expect.stringMatching(/^(?:mine\/link|other\S*) blueprint-file$/),
      ]),
    });
  });

  test('can be in a blueprint that is a link', async () => {
    const folder = entryWith();
    renameSync(join(folder, 'mine'), join(folder, 'elsewhere'));
    symlinkSync('elsewhere', join(folder, 'mine'));
    expect(await run(folder, ['generate'])).toMatchObject({ code: 0, found: [] });
  });

  test('do not include the lock that an editor leaves', async () => {
    const folder = entryWith({ 'files/a.txt': 'a' });
    for (const name of ['.#README.md.hbs', 'files/.#a.txt']) {
      symlinkSync('ann@host.1:2', join(folder, 'mine', name));
    }
    expect(await run(folder, ['generate'])).toMatchObject({
      code: 0,
      found: [
        'mine/.#README.md.hbs blueprint-unused (warning)',
        'mine/files/.#a.txt blueprint-unused (warning)',
      ],
    });
  });
});
