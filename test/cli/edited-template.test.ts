import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changeEcho, checkEcho, edit, releasedEcho } from '../support/echo-catalog.ts';
import { git } from '../support/git.ts';
import { refusal, run } from '../support/prose.ts';
import { publishing, refusedPush, useGit } from '../support/publishing.ts';
import {
  catalogWithRelease,
  changeRedis,
  inTemplate,
  intoCatalog,
} from '../support/redis-catalog.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

const config = 'config.yml';
const icon = 'catalogIcon-redis-sentinel.svg';

describe('generate --catalog', () => {
  const place = (path: string) => `catalog/templates/redis-sentinel/${path}`;

  test.for([
    ['a line more in', config, (path: string) => appendFileSync(path, '# mine\n')],
    ['another', config, (path: string) => writeFileSync(path, 'name: Mine\n')],
    ['a changed value of', config, (path: string) => edit(path, 'category: ', 'category: My ')],
    ['another', icon, (path: string) => writeFileSync(path, '<svg/>')],
  ] as const)('replaces %s %s only with --force', async ([, name, change]) => {
    const folder = await catalogWithRelease();
    change(inTemplate(folder, name));
    const mine = readFileSync(inTemplate(folder, name), 'utf8');
    for (const version of ['1.0.0', '1.0.1']) {
      changeRedis(folder, version);
      expect(await refusal(folder, intoCatalog())).toEqual({
        code: 1,
        found: [`${place(name)} target-foreign`],
      });
    }
    expect(readFileSync(inTemplate(folder, name), 'utf8')).toBe(mine);
    expect(await runCli(folder, intoCatalog('--force'))).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(inTemplate(folder, name), 'utf8')).not.toBe(mine);
    changeRedis(folder, '1.0.2');
    expect(await runCli(folder, intoCatalog())).toMatchObject({ code: 0, stderr: '' });
  });

  test('accepts an edit that the answers file has by now, and other line ends', async () => {
    const folder = await catalogWithRelease();
    edit(inTemplate(folder, config), '\n', '\r\n');
    changeRedis(folder, '1.0.1', 'title: Cache\n');
    expect(await runCli(folder, intoCatalog())).toMatchObject({ code: 0, stderr: '' });
    edit(inTemplate(folder, config), 'Cache', 'Our cache');
    changeRedis(folder, '1.0.2', 'title: Our cache\n');
    expect(await runCli(folder, intoCatalog())).toMatchObject({ code: 0, stderr: '' });
  });

  test('does not remove an icon of others', async () => {
    const folder = await catalogWithRelease();
    writeFileSync(inTemplate(folder, 'catalogIcon-mine.png'), 'mine');
    expect(await refusal(folder, intoCatalog())).toEqual({
      code: 1,
      found: [`${place('catalogIcon-mine.png')} target-foreign`],
    });
    expect(readFileSync(inTemplate(folder, 'catalogIcon-mine.png'), 'utf8')).toBe('mine');
  });

  test('does not replace a link', async () => {
    const folder = await catalogWithRelease();
    rmSync(inTemplate(folder, config));
    symlinkSync('0/README.md', inTemplate(folder, config));
    expect(await refusal(folder, intoCatalog('--force'))).toEqual({
      code: 1,
      found: [`${place(config)} path-unsafe`],
    });
  });

  test('warns when it replaces a file without a recorded checksum', async () => {
    const folder = await catalogWithRelease();
    const text = readFileSync(inTemplate(folder, config), 'utf8');
    writeFileSync(inTemplate(folder, config), text.replace(/^# .*\n/m, ''));
    expect(await runCli(folder, intoCatalog())).toMatchObject({ code: 0, stderr: '' });
    changeRedis(folder, '1.0.1', 'title: Cache\n');
    expect(await run(folder, intoCatalog())).toMatchObject({
      code: 0,
      found: [`${place(config)} target-foreign (warning)`],
    });
  });
});

describe('an edited config.yml', () => {
  const argv = publishing('--allow', 'fixed-secret');

  async function editedEcho() {
    const released = await releasedEcho();
    edit(join(released.template, config), 'name: Echo', 'name: "Echo!"');
    released.push('Rename');
    git(released.checkout, 'push', '-q');
    return released;
  }

  test.for(['1.0.0', '1.0.1'])('is not replaced by publish of %s', async (version) => {
    const { folder } = await editedEcho();
    changeEcho(folder, version);
    const found = ['templates/echo/config.yml target-foreign'];
    expect(await refusedPush(folder, argv)).toEqual({ code: 1, found });
    expect(await runCli(folder, [...argv, '--force'])).toMatchObject({ code: 0, stderr: '' });
    expect(await runCli(folder, argv)).toMatchObject({ code: 0, stderr: '' });
  });

  test('is published once the answers file has the edit', async () => {
    const { folder } = await editedEcho();
    changeEcho(folder, '1.0.1', 'title: Echo!\n');
    expect(await runCli(folder, argv)).toMatchObject({ code: 0, stderr: '' });
  });

  test.for(['a directory', 'a link'])('that is %s is not replaced by publish', async (kind) => {
    const { folder, template, checkout, push } = await releasedEcho();
    rmSync(join(template, config));
    if (kind === 'a link') symlinkSync('0/README.md', join(template, config));
    else mkdirSync(join(template, config));
    if (kind !== 'a link') writeFileSync(join(template, config, 'mine'), '');
    push('Odd');
    git(checkout, 'push', '-q');
    changeEcho(folder, '1.0.1');
    const found = ['templates/echo/config.yml path-unsafe'];
    expect(await refusedPush(folder, [...argv, '--force'])).toEqual({ code: 1, found });
  });

  test('is reported by release and check', async () => {
    const { folder } = await editedEcho();
    const release = ['release', 'patch', '--repo', 'catalog.git'];
    expect(await run(folder, release)).toMatchObject({
      code: 0,
      found: ['templates/echo/config.yml target-foreign (warning)'],
    });
    const refused = { code: 1, found: ['config.yml target-foreign'] };
    expect(await checkEcho(folder, '--allow-unreleased')).toEqual(refused);
    changeEcho(folder, '1.0.0');
    expect(await checkEcho(folder)).toEqual({ code: 1, found: ['config.yml drift'] });
  });
});

test('publish takes over an entry of another program only with --force', async () => {
  const { folder, checkout, template, push } = await releasedEcho();
  edit(join(template, '0/rancher-compose.yml'), '# rancher-catalog: ', '# ');
  push('Not ours');
  git(checkout, 'push', '-q');
  changeEcho(folder, '1.0.1');
  const argv = publishing('--allow', 'fixed-secret');
  const found = ['answers.yml:3:10 target-foreign'];
  expect(await refusedPush(folder, argv)).toEqual({ code: 1, found });
  expect(await run(folder, [...argv, '--force'])).toMatchObject({
    code: 0,
    found: [`${found[0]} (warning)`],
  });
});
