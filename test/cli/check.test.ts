import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { git } from '../support/git.ts';
import { refusal } from '../support/prose.ts';
import { publishing, useGit } from '../support/publishing.ts';
import { changeEcho, checkEcho, edit, releasedEcho } from '../support/echo-catalog.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

const unknown = { code: 0, found: ['checkout history-unknown (info)'] };

describe('check', () => {
  test('reports a shallow clone', async () => {
    const { folder, checkout } = await releasedEcho();
    changeEcho(folder, '1.0.1');
    await runCli(folder, publishing());
    rmSync(checkout, { recursive: true });
    git(folder, 'clone', '-q', '--depth', '1', `file://${folder}/catalog.git`, 'checkout');
    expect(await checkEcho(folder)).toEqual(unknown);
  });

  test('reports a folder that is not a checkout', async () => {
    const { folder, checkout } = await releasedEcho();
    rmSync(join(checkout, '.git'), { recursive: true, force: true });
    expect(await checkEcho(folder)).toEqual(unknown);
  });

  test('--since limits the check to later commits', async () => {
    const { folder, version, push } = await releasedEcho();
    edit(join(version, 'README.md'), 'Says', 'Tells');
    push('Edit');
    edit(join(version, 'README.md'), 'Tells', 'Says');
    appendFileSync(join(version, 'CHANGELOG.md'), '\nMore.\n');
    push('Undo, and another');
    expect(await checkEcho(folder)).toEqual({ code: 1, found: ['0 history-edited'] });
    expect(await checkEcho(folder, '--since', 'HEAD')).toMatchObject({ code: 0 });
    expect(await checkEcho(folder, '--since=--all')).toEqual({ code: 2, found: ['usage'] });
  });

  test('--json prints everything', async () => {
    const { folder, version } = await releasedEcho();
    edit(join(version, 'docker-compose.yml'), 'busybox:1.36', 'busybox:1.37');
    const { stdout } = await runCli(folder, ['check', '-c', 'checkout', '--json']);
    const path = 'templates/echo/0/docker-compose.yml';
    const causes = [expect.stringMatching(/./)];
    expect(JSON.parse(stdout)).toMatchObject({
      catalog: 'checkout',
      entries: [{ name: 'echo', state: 'differs', files: [{ path, causes }] }],
      diagnostics: [{ code: 'drift' }, { code: 'history-edited' }],
    });
  });

  test.for([
    { name: 'a missing --catalog', argv: [], found: 'usage' },
    { name: 'a folder that is not a catalog', argv: ['-c', 'echo'], found: 'echo not-a-catalog' },
    {
      name: 'a catalog that does not exist',
      argv: ['-c', 'nowhere'],
      found: 'nowhere not-a-catalog',
    },
  ])('rejects $name', async ({ argv, found }) => {
    const { folder } = await releasedEcho();
    expect(await refusal(folder, ['check', ...argv])).toEqual({ code: 2, found: [found] });
  });
});
