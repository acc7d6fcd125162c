import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordRun, refusal, run } from '../support/prose.ts';
import { runCliAsNobody, temporaryFolder } from '../support/run-cli.ts';
import { smallCatalog as entry } from './small-catalog.ts';

const block = 'templates/x/1/rancher-compose.yml';
const aliases = [...'bcdefghij'].map((name, at) => {
  const before = [...'abcdefghi'][at] ?? '';
  return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]\n`;
});

describe('index', () => {
  test('prints each error with its location and consequence, and exits with 1', async () => {
    const folder = temporaryFolder({
      ...entry,
      [block]: '.catalog:\n  version: 1.1.0\n  questions: {}\n',
      'templates/y/config.yml': 'name: [\n',
    });
    expect(await run(join(folder, 'templates'), ['index', '..'])).toMatchObject({
      code: 1,
      found: [
        '../templates/x/1/rancher-compose.yml:3:14 index-error',
        '../templates/y/config.yml:2:1 index-error',
      ],
    });
  });

  test.each([
    ['an empty folder', {}],
    ['a source folder', { 'README.md': 'x', 'src/a.ts': '' }],
    ['a single template', { 'config.yml': 'name: x\n' }],
  ])('reports that %s is not a catalog, and what it expected', async (_, files) => {
    expect(await refusal(temporaryFolder(files), ['index', '.'])).toEqual({
      code: 2,
      found: ['. not-a-catalog'],
    });
  });

  test('reads a compose file of more than 1 MiB, as Rancher does', async () => {
    const large = `.catalog:\n  version: 1.1.0\n  # ${'x'.repeat(1_500_000)}\n`;
    const folder = temporaryFolder({ ...entry, [block]: large });
    expect(await run(folder, ['index', '.'])).toMatchObject({ code: 0, found: [] });
  });

  test('reports duplicate versions, of which Rancher lists any', async () => {
    const text = '.catalog:\n  version: 1.0.0\n';
    const folder = temporaryFolder({ ...entry, [block]: text });
    const { code, stdout } = await run(folder, ['index', '.']);
    expect(code).toBe(0);
    expect(stdout).toContain('templates/x has 1.0.0 2 times (catalog:x:0, catalog:x:1)');
    expect(stdout).toContain('preselects catalog:x:1');
  });

  test('rejects a version of Rancher that is not one', async () => {
    const argv = ['index', '.', '--rancher-version', 'banana'];
    expect(await refusal(temporaryFolder(entry), argv)).toEqual({ code: 2, found: ['usage'] });
  });

  test.each([
    ['binary', new Uint8Array([0, 1, 2, 3, 255]), '1:1'],
    ['not UTF-8', Buffer.from('.catalog: {version: "\xFF\xFE"}\n', 'latin1'), '1:22'],
    ['50 MB large', Buffer.alloc(50 * 1024 * 1024, '# x\n'), '1:1'],
    ['an alias bomb', `a: &a [x, x]\n${aliases.join('')}`, '6:12'],
    // The depth that it reaches depends on the remaining stack.
    ['nested too deeply', `a: ${'['.repeat(100_000)}`, '1:<deep>'],
  ])('reports a file that is %s, and continues', async (_, content, place) => {
    const folder = temporaryFolder({ ...entry, [block]: content });
    expect(await run(folder, ['index', '.'], [[/(?<=:1:)\d{3,4}\b/g, '<deep>']])).toMatchObject({
      code: 1,
      found: [`${block}:${place} index-error`],
    });
  });

  test('reports an unreadable file', async () => {
    const folder = temporaryFolder(entry);
    chmodSync(join(folder, block), 0);
    const ran = await runCliAsNobody(folder, ['index', '.']);
    expect(recordRun(folder, ['index', '.'], ran)).toMatchObject({
      code: 1,
      found: [`${block}:1:1 index-error`],
    });
  });

  test('rejects a folder with too many files', async () => {
    const folder = temporaryFolder(entry);
    mkdirSync(join(folder, 'many'));
    for (let at = 0; at <= 100_000; at += 1) writeFileSync(join(folder, 'many', `${at}`), '');
    expect(await refusal(folder, ['index', '.'])).toEqual({ code: 2, found: ['. not-a-catalog'] });
  });
});
