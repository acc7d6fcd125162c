import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../src/files/read-tree.ts';
import { fileDigest } from '../../src/generate/provenance.ts';
import { edit } from '../support/echo-catalog.ts';
import { refusal, run } from '../support/prose.ts';
import {
  catalogWithRelease,
  changeRedis,
  inTemplate,
  intoCatalog,
  redisAnswers,
} from '../support/redis-catalog.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

describe('generate --catalog', () => {
  test('writes the template without the image definition', async () => {
    const folder = await catalogWithRelease();
    expect([...readTree(join(folder, 'catalog')).keys()]).toEqual([
      'assets/redis-sentinel-1.0.0.tgz',
      'assets/redis-sentinel.svg',
      'index.yaml',
      'templates/other/config.yml',
      'templates/redis-sentinel/0/README.md',
      'templates/redis-sentinel/0/docker-compose.yml',
      'templates/redis-sentinel/0/rancher-compose.yml',
      'templates/redis-sentinel/catalogIcon-redis-sentinel.svg',
      'templates/redis-sentinel/config.yml',
    ]);
  });

  test('writes a higher version to the next folder and makes it the default', async () => {
    const folder = await catalogWithRelease();
    const released = readTree(inTemplate(folder, '0'));
    changeRedis(folder, '1.10.0', '  replicas: 3\n');
    expect(await runCli(folder, intoCatalog())).toMatchObject({ code: 0 });
    expect(readTree(inTemplate(folder, '0'))).toEqual(released);
    for (const path of ['1/rancher-compose.yml', 'config.yml']) {
      expect(readFileSync(inTemplate(folder, path), 'utf8')).toContain('version: "1.10.0"');
    }
  });

  test('removes the icon of an earlier blueprint, which Rancher might prefer', async () => {
    const folder = await catalogWithRelease();
    writeFileSync(inTemplate(folder, 'catalogIcon-zz.png'), 'x');
    const digest = fileDigest({ content: 'x', mode: 0o644 });
    edit(inTemplate(folder, 'config.yml'), 'files=', `files=catalogIcon-zz.png@${digest},`);
    writeFileSync(inTemplate(folder, 'NOTES'), 'x');
    await runCli(folder, intoCatalog());
    expect(existsSync(inTemplate(folder, 'catalogIcon-zz.png'))).toBe(false);
    expect(existsSync(inTemplate(folder, 'NOTES'))).toBe(true);
  });

  test('keeps the versions of a handwritten entry, with a warning', async () => {
    const folder = temporaryFolder({
      'answers.yml': redisAnswers('1.0.0'),
      'catalog/templates/redis-sentinel/3/rancher-compose.yml': '.catalog:\n  version: 0.9\n',
      'catalog/templates/redis-sentinel/3/docker-compose.yml': 'x: 1\n',
    });
    expect(await run(folder, intoCatalog())).toMatchObject({
      code: 0,
      found: ['answers.yml:2:10 target-foreign (warning)'],
    });
    expect(readFileSync(inTemplate(folder, '3/docker-compose.yml'), 'utf8')).toBe('x: 1\n');
    expect(existsSync(inTemplate(folder, '4/rancher-compose.yml'))).toBe(true);
  });

  test.for(['config.yml', 'catalogIcon-redis.png'])(
    'replaces %s of a handwritten entry only with --force',
    async (name) => {
      const path = `catalog/templates/redis-sentinel/${name}`;
      const folder = temporaryFolder({
        'answers.yml': redisAnswers('1.0.0'),
        [path]: 'name: mine\n',
      });
      expect(await refusal(folder, intoCatalog())).toEqual({
        code: 1,
        found: ['answers.yml:2:10 target-foreign'],
      });
      expect(readFileSync(join(folder, path), 'utf8')).toBe('name: mine\n');
      expect(await runCli(folder, [...intoCatalog(), '--force'])).toMatchObject({ code: 0 });
      expect(existsSync(inTemplate(folder, '0/rancher-compose.yml'))).toBe(true);
    },
  );

  test('accepts a git checkout without templates', async () => {
    const folder = temporaryFolder({ 'answers.yml': redisAnswers('1.0.0') });
    mkdirSync(join(folder, 'catalog/.git'), { recursive: true });
    writeFileSync(join(folder, 'catalog/.git/x'), '');
    expect(await runCli(folder, intoCatalog())).toMatchObject({ code: 0 });
  });
});
