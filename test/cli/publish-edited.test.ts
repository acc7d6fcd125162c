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
    for (const bad of [' ', 'a\u001B[2J', 'x'.repeat(10_001)]) {
      expect(await runCli(folder, [...argv, '--note', bad])).toMatchObject({ code: 2 });
    }
  });

  test('takes the note of the answers file, once', async () => {
    const { folder } = await releasedEcho();
    const changelogOf = (revision: number) =>
      git(bareOf(folder), 'show', `master:templates/echo/${revision}/CHANGELOG.md`);
    const note = 'changelog: |\n  Fixes the *echo*.\n\n  ## Not a version\n';
    changeEcho(folder, '1.0.1', note);
    expect(await runCli(folder, argv)).toMatchObject({ code: 0, stderr: '' });
    const section = '## 1.0.1\n\nFixes the *echo*.\n\n\\## Not a version\n\n';
    expect(changelogOf(1)).toContain(`# Changelog\n\n${section}`);
    changeEcho(folder, '1.0.2', note);
    expect(await runCli(folder, argv)).toMatchObject({ code: 0, stderr: '' });
    expect(changelogOf(2)).toContain('# Changelog\n\n## 1.0.2\n\n- ');
    expect(changelogOf(2)).toContain(section);
    changeEcho(folder, '1.0.3', note);
    expect(await runCli(folder, [...argv, '--note', 'Other.'])).toMatchObject({ code: 0 });
    expect(changelogOf(3)).toContain('## 1.0.3\n\nOther.\n\n- ');
    changeEcho(folder, '1.0.4', 'changelog: "a\\e[2J"\n');
    expect(await run(folder, argv)).toMatchObject({ code: 1 });
  });

  test('takes a note that release wrote into the answers file', async () => {
    const { folder } = await releasedEcho();
    changeEcho(folder, '1.0.0');
    const set = ['--set', 'changelog=New: "echo"', '--set', 'title=Other'];
    const release = ['release', 'auto', '--repo', 'catalog.git', ...set];
    expect(await runCli(folder, release)).toMatchObject({ code: 0, stderr: '' });
    expect(await runCli(folder, argv)).toMatchObject({ code: 0, stderr: '' });
    const changelog = git(bareOf(folder), 'show', 'master:templates/echo/1/CHANGELOG.md');
    expect(changelog).toContain('\n\nNew: "echo"\n\n');
    expect(git(bareOf(folder), 'show', 'master:templates/echo/config.yml')).toContain('Other');
  });

  test('warns when the blueprint has a changelog of its own', async () => {
    const { folder } = await releasedEcho();
    writeFileSync(join(folder, 'echo/CHANGELOG.md.hbs'), '# Mine\n');
    changeEcho(folder, '1.0.1');
    const ran = await run(folder, [...argv, '--note', 'Why.']);
    expect(ran).toMatchObject({ code: 0, found: ['answers.yml note-unused (warning)'] });
  });
});
