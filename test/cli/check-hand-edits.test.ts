import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkEcho, edit, releasedEcho } from '../support/echo-catalog.ts';
import { useGit } from '../support/publishing.ts';

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
});
