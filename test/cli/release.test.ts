import { lstatSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workplace } from '../support/git.ts';
import { run } from '../support/prose.ts';
import { useGit } from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';
import { commentedAnswers as text } from './commented-answers.ts';

useGit();

const read = (folder: string) => readFileSync(join(folder, 'answers.yml'), 'utf8');

describe('release', () => {
  test.for([
    ['patch', '1.0.1'],
    ['minor', '1.1.0'],
    ['major', '2.0.0'],
  ] as const)('%s sets %s and keeps every other byte', async ([size, version]) => {
    const folder = workplace({ 'answers.yml': text });
    expect(await run(folder, ['release', size])).toMatchObject({ code: 0, stderr: '' });
    expect(read(folder)).toBe(text.replace('1.0.0 # raised', `${version} # raised`));
  });

  test('sets answers in place and keeps CRLF', async () => {
    const folder = workplace({ 'answers.yml': text.replaceAll('\n', '\r\n') });
    const set = ['image=registry.example.com/redis:2', 'maxmemory=1gb', 'replicas=3'];
    const argv = ['release', 'major', ...set.flatMap((each) => ['--set', each])];
    expect(await runCli(folder, argv)).toMatchObject({ code: 0 });
    expect(read(folder)).toBe(
      text
        .replace('1.0.0 # raised', '2.0.0 # raised')
        .replace('redis:1.0.0 # CI builds it\n', 'redis:2 # CI builds it\n  replicas: 3\n')
        .replace('512mb', '1gb')
        .replaceAll('\n', '\r\n'),
    );
  });

  test('follows a symbolic link to the file and keeps the link', async () => {
    const folder = workplace({ 'answers.yml': text });
    renameSync(join(folder, 'answers.yml'), join(folder, 'real.yml'));
    symlinkSync('real.yml', join(folder, 'answers.yml'));
    expect(await runCli(folder, ['release', 'patch'])).toMatchObject({ code: 0 });
    expect(lstatSync(join(folder, 'answers.yml')).isSymbolicLink()).toBe(true);
    expect(read(folder)).toContain('version: 1.0.1 #');
  });
});
