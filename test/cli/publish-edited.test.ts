import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { changeEcho, edit, releasedEcho } from '../support/echo-catalog.ts';
import { git } from '../support/git.ts';
import { run } from '../support/prose.ts';
import { bareOf, publishing, useGit } from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';

useGit();

const argv = publishing('--allow', 'fixed-secret');

describe('publish', () => {
  test('warns about a released version that was edited, and releases the next one', async () => {
    const { folder, checkout, version, push } = await releasedEcho();
    edit(join(version, 'docker-compose.yml'), 'busybox:1.36', 'busybox:1.37');
    writeFileSync(join(version, 'notes.txt'), 'mine');
    push('Quick fix');
    git(checkout, 'push', '-q');
    changeEcho(folder, '1.0.1');
    const { code, found, stderr } = await run(folder, argv);
    expect(found).toEqual(['templates/echo/0 history-edited (warning)']);
    expect(stderr).toContain('docker-compose.yml, notes.txt');
    expect(code).toBe(0);
  });

  test('does not count line ends as an edit', async () => {
    const { folder, checkout, version, push } = await releasedEcho();
    edit(join(version, 'README.md'), '\n', '\r\n');
    push('Other line ends');
    git(checkout, 'push', '-q');
    changeEcho(folder, '1.0.1');
    expect(await runCli(folder, argv)).toMatchObject({ code: 0, stderr: '' });
  });

  test('adds a note to the changelog of what is released', async () => {
    const { folder } = await releasedEcho();
    changeEcho(folder, '1.0.1');
    const note = ['--note', 'Fixes the *echo* of umlauts.'];
    expect(await runCli(folder, [...argv, ...note])).toMatchObject({ code: 0, stderr: '' });
    const changelog = git(bareOf(folder), 'show', 'master:templates/echo/1/CHANGELOG.md');
    expect(changelog).toContain('## 1.0.1\n\nFixes the *echo* of umlauts.\n\n');
    const again = await runCli(folder, [...argv, ...note]);
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).not.toContain('1.0.2');
    expect(await run(folder, [...argv, '--note', ' '])).toMatchObject({
      code: 2,
      found: ['usage'],
    });
  });
});
