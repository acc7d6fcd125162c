import { execSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkEcho, edit, releasedEcho } from '../support/echo-catalog.ts';
import { useGit } from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

describe('check reports', () => {
  const edited = { code: 1, found: ['0 history-edited', '0/docker-compose.yml drift'] };

  test('a committed manual edit', async () => {
    const { folder, version, push } = await releasedEcho();
    edit(join(version, 'docker-compose.yml'), 'busybox:1.36', 'busybox:1.37');
    push('Quick fix');
    expect(await checkEcho(folder)).toEqual(edited);
  });

  test('an uncommitted manual edit', async () => {
    const { folder, version } = await releasedEcho();
    edit(join(version, 'docker-compose.yml'), 'busybox:1.36', 'busybox:1.37');
    expect(await checkEcho(folder)).toEqual(edited);
  });

  test('a manual edit of config.yml, a file of the template', async () => {
    const { folder, template, push } = await releasedEcho();
    edit(join(template, 'config.yml'), 'Echo', 'Echo!');
    push('Rename');
    expect(await checkEcho(folder)).toEqual({ code: 1, found: ['config.yml drift'] });
  });

  test('an added and a deleted file of a version', async () => {
    const { folder, version, push } = await releasedEcho();
    writeFileSync(join(version, 'notes.txt'), 'mine\n');
    rmSync(join(version, 'README.md'));
    push('Tidy');
    expect(await checkEcho(folder)).toEqual({
      code: 1,
      found: ['0 history-edited', '0/README.md drift', '0/notes.txt drift'],
    });
  });

  test('a renumbered version', async () => {
    const { folder, template, push } = await releasedEcho();
    renameSync(join(template, '0'), join(template, '3'));
    push('From 3 on');
    expect(await checkEcho(folder)).toEqual({ code: 1, found: ['0 history-renumbered'] });
  });

  test('a deleted version', async () => {
    const { folder, template, push } = await releasedEcho();
    rmSync(join(template, '0'), { recursive: true });
    push('Clean up');
    expect(await checkEcho(folder)).toEqual({
      code: 1,
      found: ['answers.yml:3:10 version-missing', '0 history-deleted'],
    });
  });

  test.for([
    ['edited twice', (at: string) => writeFileSync(join(at, '0/README.md'), 'one\n')],
    ['renumbered', (at: string) => renameSync(join(at, '0'), join(at, '3'))],
    ['deleted', (at: string) => rmSync(join(at, '0'), { recursive: true })],
  ] as const)('how to restore a version that was %s', async ([, change]) => {
    const { folder, template, push } = await releasedEcho();
    change(template);
    push('First change');
    writeFileSync(join(template, 'notes.txt'), '');
    if (existsSync(join(template, '0'))) writeFileSync(join(template, '0/README.md'), 'two\n');
    if (existsSync(join(template, '0'))) writeFileSync(join(template, '0/more.txt'), '');
    push('Second change');
    const { stderr } = await runCli(folder, ['check', '-c', 'checkout']);
    const [, command = ''] = /\((git -C [^)]+)\)/.exec(stderr) ?? [];
    execSync(command, { cwd: folder });
    push('Restore');
    expect(await runCli(folder, ['check', '-c', 'checkout'])).toMatchObject({
      code: 0,
      stderr: '',
    });
  });
});
