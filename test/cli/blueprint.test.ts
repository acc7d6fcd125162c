import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { brokenBlueprints } from './blueprint.cases.ts';

const echo = join(import.meta.dirname, '../fixtures/blueprints/echo');

describe('a blueprint with', () => {
  test.for(brokenBlueprints)('$name', async ({ file, text, code: expected, says }) => {
    const folder = temporaryFolder({ 'answers.yml': 'blueprint: ./mine\nversion: 1.0.0\n' });
    cpSync(echo, join(folder, 'mine'), { recursive: true });
    writeFileSync(join(folder, 'mine', file), text);
    const { code, stdout, stderr } = await runCli(folder, ['generate']);
    expect(stderr.trimEnd()).toBe(says.join('\n'));
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  });

  test('nothing wrong needs no change to the program', async () => {
    const folder = temporaryFolder({
      'answers.yml': 'blueprint: echo\nname: mine\nversion: 1.0.0\n',
    });
    const { code, stdout } = await runCli(folder, ['generate', '--blueprint', echo, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      entries: [
        {
          name: 'mine',
          action: 'create',
          files: [
            'catalog/templates/mine/0/README.md',
            'catalog/templates/mine/0/docker-compose.yml',
            'catalog/templates/mine/0/rancher-compose.yml',
            'catalog/templates/mine/catalogIcon-mine.png',
            'catalog/templates/mine/config.yml',
          ],
        },
      ],
    });
  });
});

test('an entry that Rancher would not list is not written', async () => {
  const folder = temporaryFolder({ 'answers.yml': 'blueprint: ./mine\nversion: 1.0.0\n' });
  cpSync(echo, join(folder, 'mine'), { recursive: true });
  const template = join(folder, 'mine/rancher-compose.yml.hbs');
  writeFileSync(template, readFileSync(template, 'utf8').replace("version: '2'", "version: '3'"));
  const { code, stdout, stderr } = await runCli(folder, ['generate']);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(
    'echo/rancher-compose.yml:2:10  error  Rancher would not list this version:',
  );
});
