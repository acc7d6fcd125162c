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
  test('shows each error with its place and what it costs, and exits 1', async () => {
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
    ['no catalog', { 'README.md': 'x', 'src/a.ts': '' }],
    ['one template', { 'config.yml': 'name: x\n' }],
  ])('reports that %s is not one, and what it looked for', async (_, files) => {
    expect(await refusal(temporaryFolder(files), ['index', '.'])).toEqual({
      code: 2,
      found: ['. not-a-catalog'],
    });
  });

  test.for(['nowhere', 'file'])('could not look into %s', async (path) => {
    const folder = temporaryFolder({ file: '' });
    expect(await refusal(folder, ['index', path])).toEqual({
      code: 2,
      found: [`${path} file-missing`],
    });
  });

  test.each([
    ['binary', new Uint8Array([0, 1, 2, 3, 255]), '1:1'],
    ['not UTF-8', Buffer.from('.catalog: {version: "\xFF\xFE"}\n', 'latin1'), '1:1'],
    ['50 MB large', Buffer.alloc(50 * 1024 * 1024, '# x\n'), '1:1'],
    ['a bomb of aliases', `a: &a [x, x]\n${aliases.join('')}`, '6:20'],
    // How deep it gets depends on the stack that is left.
    ['nested without end', `a: ${'['.repeat(100_000)}`, '1:<deep>'],
  ])('names a file that is %s, and goes on', async (_, content, place) => {
    const folder = temporaryFolder({ ...entry, [block]: content });
    expect(await run(folder, ['index', '.'], [[/(?<=:1:)\d{3,4}\b/g, '<deep>']])).toMatchObject({
      code: 1,
      found: [`${block}:${place} index-error`],
    });
  });

  test('names a file that cannot be read', async () => {
    const folder = temporaryFolder(entry);
    chmodSync(join(folder, block), 0);
    const ran = await runCliAsNobody(folder, ['index', '.']);
    expect(recordRun(folder, ['index', '.'], ran)).toMatchObject({
      code: 1,
      found: [`${block}:1:1 index-error`],
    });
  });

  test('gives up on a folder with too many files', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder(entry);
    mkdirSync(join(folder, 'many'));
    for (let at = 0; at <= 100_000; at += 1) writeFileSync(join(folder, 'many', `${at}`), '');
    expect(await refusal(folder, ['index', '.'])).toEqual({ code: 2, found: ['. not-a-catalog'] });
  });
});
