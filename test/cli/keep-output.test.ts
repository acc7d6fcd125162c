import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../src/files/read-tree.ts';
import { refusal } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { echo } from './blueprint.cases.ts';

/** A folder with an entry that Rancher would reject. */
function rejectedEntry(): string {
  const folder = temporaryFolder({
    'answers.yml': 'blueprint: ./mine\nversion: 1.0.0\n',
    'full/mine.txt': 'mine',
  });
  cpSync(echo, join(folder, 'mine'), { recursive: true });
  const file = join(folder, 'mine/docker-compose.yml.hbs');
  writeFileSync(file, `${readFileSync(file, 'utf8')}    privileged: maybe\n`);
  return folder;
}

describe('generate --keep-output', () => {
  test('writes the files of a rejected entry, and nothing else', async () => {
    const folder = rejectedEntry();
    const call = ['generate', '--keep-output', 'rejected'];
    const { code, stdout } = await runCli(folder, call);
    expect({ code, stdout }).toEqual({ code: 1, stdout: 'the rejected files are in rejected\n' });
    const kept = readTree(join(folder, 'rejected'));
    expect([...kept.keys()]).toEqual([
      'echo/README.md',
      'echo/docker-compose.yml',
      'echo/rancher-compose.yml',
    ]);
    expect(String(kept.get('echo/docker-compose.yml')?.content)).toContain('privileged: maybe');
    expect(readTree(folder).has('build/catalog')).toBe(false);
    const json = await runCli(folder, ['generate', '--keep-output', 'again', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, kept: 'again' });
  });

  test('does not write over what exists', async () => {
    const folder = rejectedEntry();
    expect(await refusal(folder, ['generate', '--keep-output', 'full'])).toEqual({
      code: 2,
      found: ['full file-exists'],
    });
    expect(readFileSync(join(folder, 'full/mine.txt'), 'utf8')).toBe('mine');
  });

  test('writes nothing for an entry that is accepted', async () => {
    const folder = temporaryFolder({ 'answers.yml': `blueprint: ${echo}\nversion: 1.0.0\n` });
    const { code } = await runCli(folder, ['generate', '--keep-output', 'rejected']);
    expect(code).toBe(0);
    expect([...readTree(folder).keys()].filter((path) => path.startsWith('rejected'))).toEqual([]);
  });
});
