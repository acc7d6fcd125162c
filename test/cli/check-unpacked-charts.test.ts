import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkHello, helloWorld } from '../support/chart-catalog.ts';
import { edit } from '../support/echo-catalog.ts';
import { commit as commitTo, git } from '../support/git.ts';
import { bareOf, clone, publishGood, useGit } from '../support/publishing.ts';

useGit();

describe('check of charts in directories', () => {
  async function unpacked() {
    const folder = helloWorld();
    commitTo(bareOf(folder), 'Others', {
      'charts/abc/1.0.0/Chart.yaml': 'apiVersion: v2\nname: abc\nversion: 1.0.0\n',
    });
    await publishGood(folder, '--target', 'rancher-2');
    return { folder, checkout: clone(folder), version: 'charts/hello/1.0.0' };
  }
  const check = (folder: string) => checkHello(folder, '--target', 'rancher-2');

  test('accepts what publish wrote, and reports edits and deletions', async () => {
    const { folder, checkout, version } = await unpacked();
    expect(await check(folder)).toEqual({ code: 0, found: [] });
    edit(join(checkout, version, 'values.yaml'), 'hello', 'moin');
    mkdirSync(join(checkout, version, 'more'));
    writeFileSync(join(checkout, version, 'more/a.txt'), '');
    git(checkout, 'add', '-A');
    git(checkout, 'commit', '-qm', 'Edit');
    expect(await check(folder)).toEqual({
      code: 1,
      found: [
        `${version} history-edited`,
        `${version}/more/a.txt drift`,
        `${version}/values.yaml drift`,
      ],
    });
    git(checkout, 'rm', '-rq', version);
    git(checkout, 'commit', '-qm', 'Delete');
    expect(await check(folder)).toEqual({
      code: 1,
      found: ['answers.yml:3:10 version-missing', `${version} history-deleted`],
    });
  });
});
