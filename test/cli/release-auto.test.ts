import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workplace } from '../support/git.ts';
import { run } from '../support/prose.ts';
import { clone, publishing, useGit } from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';
import { commentedAnswers as text } from './commented-answers.ts';

useGit();

async function released() {
  const folder = workplace({ 'answers.yml': text });
  expect(await runCli(folder, publishing())).toMatchObject({ code: 0 });
  return folder;
}

describe('release auto', () => {
  test('chooses the smallest version that the changes allow', async () => {
    const folder = await released();
    const argv = ['release', 'auto', '--repo', 'catalog.git', '--dry-run'];
    const auto = async (...more: string[]) => {
      const { code, found, stdout } = await run(folder, [...argv, ...more]);
      expect({ code, found }).toEqual({ code: 0, found: [] });
      return stdout.split('  ')[0];
    };
    expect(await auto()).toBe('redis 1.0.0');
    expect(await auto('--set', 'image=x:2')).toBe('redis 1.0.0 → 1.0.1');
    expect(await auto('--set', 'maxmemory=1gb')).toBe('redis 1.0.0 → 1.1.0');
    expect(await auto('--set', 'replicas=3')).toBe('redis 1.0.0 → 2.0.0');
    const allow = ['--allow', 'question-removed'];
    // The default of the chart changes, too.
    expect(await auto('--set', 'replicas=3', ...allow)).toBe('redis 1.0.0 → 1.1.0');
    const alone = ['--target', 'rancher-1.6'];
    expect(await auto('--set', 'replicas=3', ...allow, ...alone)).toBe('redis 1.0.0 → 1.0.1');
    expect(readFileSync(join(folder, 'answers.yml'), 'utf8')).toBe(text);
    writeFileSync(join(folder, 'answers.yml'), text.replace('1.0.0 #', '1.4.0 #'));
    expect(await auto('--set', 'image=x:2')).toBe('redis 1.4.0');
  });

  test('compares with a checkout, which may lack the entry', async () => {
    const folder = await released();
    clone(folder);
    const argv = ['release', 'auto', '--catalog', 'checkout'];
    const { stdout } = await runCli(folder, [...argv, '--set', 'image=x:2', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ from: '1.0.0', version: '1.0.1', isWritten: true });
    const other = [...argv, '--set', 'name=other', '--dry-run'];
    expect(await run(folder, other)).toMatchObject({ code: 0, stderr: '' });
    const planned = await runCli(folder, [...other, '--json']);
    expect(JSON.parse(planned.stdout)).toMatchObject({ version: '1.0.1', isWritten: false });
  });

  test('rejects an explicit size that is too small', async () => {
    const folder = await released();
    const argv = ['release', 'patch', '--repo', 'catalog.git', '--set', 'replicas=3'];
    expect(await run(folder, argv)).toMatchObject({
      code: 1,
      found: ['answers.yml:4:10 bump-too-small', 'answers.yml:4:10 bump-too-small'],
    });
    expect(readFileSync(join(folder, 'answers.yml'), 'utf8')).toBe(text);
  });
});
