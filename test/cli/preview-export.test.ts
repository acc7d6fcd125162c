import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PageList } from '../../src/preview/page-data.ts';
import { refusal, run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { smallCatalog } from './small-catalog.ts';

const sizes = [[/in \d+ files, \d+\.\d MiB/g, 'in <files>, <size>']] as const;

const json = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));

const listIn = (folder: string) => json(folder, 'public/data/list.json') as PageList;

describe('preview --export', () => {
  test('writes the page and all that it loads', async () => {
    const folder = temporaryFolder(smallCatalog);
    expect(await run(folder, ['preview', '--export', 'public'], sizes)).toMatchObject({
      code: 0,
      stderr: '',
    });
    const { cards, isLive } = listIn(folder);
    expect(isLive).toBe(false);
    const [card] = cards;
    const names = readdirSync(join(folder, 'public')).filter(
      (name) => !/^part-\w+\.js$/.test(name),
    );
    expect(names.sort()).toEqual([
      '.rancher-catalog-files',
      'data',
      'icons',
      'index.html',
      'page.css',
      'page.js',
      'worker.js',
    ]);
    expect(existsSync(join(folder, 'public', card?.icon ?? ''))).toBe(true);
    expect(json(folder, 'public/data', `${card?.key}.json`)).toMatchObject({ ignores: [] });
    expect(json(folder, 'public/data/findings.json')).toHaveProperty(card?.key ?? '');
  });

  test('writes the same again, and replaces what it wrote', async () => {
    const folder = temporaryFolder(smallCatalog);
    await runCli(folder, ['preview', '--export', 'public']);
    const list = readFileSync(join(folder, 'public/data/list.json'), 'utf8');
    expect(await runCli(folder, ['preview', '--export', 'public'])).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'public/data/list.json'), 'utf8')).toBe(list);
    writeFileSync(join(folder, 'templates/x/config.yml'), 'name: Renamed\n');
    expect(await runCli(folder, ['preview', '--export', 'public'])).toMatchObject({ code: 0 });
    expect(listIn(folder).cards[0]?.name).toBe('Renamed');
  });

  test.each(['index.html', 'notes.txt', 'data/list.json'])(
    'refuses to replace or remove %s if another program wrote it',
    async (name) => {
      const folder = temporaryFolder({ ...smallCatalog, [`public/${name}`]: 'mine' });
      expect(await refusal(folder, ['preview', '--export', 'public'])).toMatchObject({
        code: 1,
        found: [`public/${name} target-foreign`],
      });
      expect(readFileSync(join(folder, 'public', name), 'utf8')).toBe('mine');
    },
  );

  test('writes nothing of a blueprint with faults', async () => {
    const folder = temporaryFolder({ 'redis.yml': 'blueprint: redis-sentinel\nversion: one\n' });
    const ran = await runCli(folder, ['preview', '-a', 'redis.yml', '--export', 'public']);
    expect(ran.code).toBe(1);
    expect(existsSync(join(folder, 'public'))).toBe(false);
  });

  test('exports the entry of an answers file', async () => {
    const folder = temporaryFolder({
      'redis.yml': 'blueprint: redis-sentinel\nname: shop\nversion: 1.0.0\n',
    });
    const ran = await runCli(folder, [
      'preview',
      '-a',
      'redis.yml',
      '--export',
      'public',
      '--json',
    ]);
    expect(JSON.parse(ran.stdout)).toMatchObject({ ok: true, templates: 1 });
  });
});
