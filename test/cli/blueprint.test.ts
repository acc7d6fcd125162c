import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../src/files/read-tree.ts';
import { root } from '../support/bundle.ts';
import { refusal } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { brokenBlueprints, echo } from './blueprint.cases.ts';

/** A folder with an entry of the echo blueprint, in which one file is replaced. */
function entryOf(file: string, text: string): string {
  const folder = temporaryFolder({ 'answers.yml': 'blueprint: ./mine\nversion: 1.0.0\n' });
  cpSync(echo, join(folder, 'mine'), { recursive: true });
  writeFileSync(join(folder, 'mine', file), text);
  return folder;
}

describe('blueprint', () => {
  test.for(brokenBlueprints)('rejects $name', async ({ file, text, found }) => {
    const code = found.some((each) => each.endsWith(' file-missing')) ? 2 : 1;
    expect(await refusal(entryOf(file, text), ['generate'])).toEqual({ code, found });
  });

  test('works with --blueprint, without a change to the program', async () => {
    const folder = temporaryFolder({
      'answers.yml': 'blueprint: echo\nname: mine\nversion: 1.0.0\n',
    });
    const { code, stdout } = await runCli(folder, ['generate', '--blueprint', echo, '--json']);
    expect(code).toBe(0);
    const paths = ['0/README.md', '0/docker-compose.yml', '0/rancher-compose.yml'];
    const files = [...paths, 'catalogIcon-mine.png', 'config.yml'].map(
      (path) => `catalog/templates/mine/${path}`,
    );
    expect(JSON.parse(stdout)).toMatchObject({
      entries: [{ name: 'mine', action: 'create', files }],
    });
  });
});

test('a copy of a built-in blueprint generates the same entry, and image, anywhere', async () => {
  const answers = 'version: 1.0.0\nname: sessions\nanswers:\n  replicas: 3\n';
  const folder = temporaryFolder({
    'own/answers.yml': `blueprint: redis-sentinel\n${answers}`,
    'copied/answers.yml': `blueprint: ./copy\n${answers}`,
  });
  cpSync(join(root, 'catalog/redis-sentinel'), join(folder, 'copied/copy'), { recursive: true });
  const generated = async (name: string) => {
    const inside = join(folder, name);
    expect(await runCli(inside, ['generate'])).toMatchObject({ code: 0 });
    const context = ['image', 'context', '--out', 'context'];
    expect(await runCli(inside, context)).toMatchObject({ code: 0 });
    return ['build', 'context'].map((path) => [...readTree(join(inside, path))]);
  };
  const own = await generated('own');
  const copied = await generated('copied');
  expect(own.map((files) => files.length > 4)).toEqual([true, true]);
  expect(copied).toEqual(own);
});

test('generate does not write an entry that Rancher would not list', async () => {
  const file = 'rancher-compose.yml.hbs';
  const text = readFileSync(join(echo, file), 'utf8').replace("version: '2'", "version: '3'");
  expect(await refusal(entryOf(file, text), ['generate'])).toEqual({
    code: 1,
    found: ['mine/rancher-compose.yml.hbs:2:10 output-rule'],
  });
});
