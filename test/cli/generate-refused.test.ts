import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../src/files/read-tree.ts';
import { refusal } from '../support/prose.ts';
import {
  catalogWithRelease,
  changeRedis,
  intoCatalog,
  redisAnswers,
} from '../support/redis-catalog.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

describe('generate --catalog rejects', () => {
  test('changed files of a released version, and writes nothing', async () => {
    const folder = await catalogWithRelease();
    const before = readTree(join(folder, 'catalog'));
    changeRedis(folder, '1.0.0', '  replicas: 3\n');
    expect(await refusal(folder, intoCatalog())).toEqual({
      code: 1,
      found: ['answers.yml:2:10 version-released'],
    });
    expect(readTree(join(folder, 'catalog'))).toEqual(before);
  });

  test('a lower version', async () => {
    const folder = await catalogWithRelease();
    changeRedis(folder, '1.10.0');
    await runCli(folder, intoCatalog());
    changeRedis(folder, '1.9.0');
    expect(await refusal(folder, intoCatalog())).toEqual({
      code: 1,
      found: ['answers.yml:2:10 version-lower'],
    });
  });

  test('a version that Rancher orders like a released one', async () => {
    const folder = await catalogWithRelease();
    changeRedis(folder, '1.0.0+build.2');
    expect(await refusal(folder, intoCatalog())).toEqual({
      code: 1,
      found: ['answers.yml:2:10 version-unordered'],
    });
  });

  test('a template that is a symbolic link', async () => {
    const folder = temporaryFolder({
      'answers.yml': redisAnswers('1.0.0'),
      'catalog/templates/x': '',
      'elsewhere/x': '',
    });
    symlinkSync('../../elsewhere', join(folder, 'catalog/templates/redis-sentinel'));
    expect(await refusal(folder, intoCatalog())).toEqual({
      code: 1,
      found: ['catalog/templates/redis-sentinel path-unsafe'],
    });
    expect([...readTree(join(folder, 'elsewhere')).keys()]).toEqual(['x']);
  });

  test('all answers files if one of them is invalid', async () => {
    const folder = await catalogWithRelease();
    writeFileSync(join(folder, 'b.yml'), `name: second\n${redisAnswers('1.0.0')}`);
    changeRedis(folder, '0.1.0');
    const both = intoCatalog('-a', 'b.yml', '-a', 'answers.yml');
    expect(await refusal(folder, both)).toMatchObject({ code: 1 });
    expect(existsSync(join(folder, 'catalog/templates/second'))).toBe(false);
    changeRedis(folder, '1.1.0');
    const { code, stdout } = await runCli(folder, [...both, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      entries: [
        { name: 'second', action: 'create', revision: 0 },
        { name: 'redis-sentinel', action: 'update', revision: 1 },
      ],
    });
  });
});
