import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { PageFindings, PageList, PageTemplate } from '../../src/preview/page-data.ts';
import { root } from '../support/bundle.ts';
import { previewJson, startPreview } from '../support/previewed.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { smallCatalog } from './small-catalog.ts';

const list = (url: string) => previewJson<PageList>(url, 'data/list.json');

const names = async (url: string) => (await list(url)).cards.map(({ name }) => name);

/** Counts the events of a preview. */
async function countEvents(url: string) {
  const counts = { changed: 0, findings: 0 };
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(new URL('events', url), { signal: abort.signal });
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      const text = decoder.decode(part as Uint8Array);
      for (const [, name] of text.matchAll(/^event: (\w+)$/gm)) {
        if (name === 'changed' || name === 'findings') counts[name] += 1;
      }
    }
  };
  read().catch(() => {});
  return counts;
}

describe('preview, while files change', () => {
  test('updates the page after a save', async () => {
    const folder = temporaryFolder(smallCatalog);
    const { url } = await startPreview(folder);
    const events = await countEvents(url);
    writeFileSync(join(folder, 'templates/x/config.yml'), 'name: Renamed\nversion: 1.0.0\n');
    await vi.waitFor(async () => expect(await names(url)).toEqual(['Renamed']), 60_000);
    await vi.waitFor(() => expect(events.changed).toBe(1), 60_000);
  });

  test('follows new directories, and an editor that replaces a file', async () => {
    const folder = temporaryFolder(smallCatalog);
    const { url } = await startPreview(folder);
    mkdirSync(join(folder, 'templates/y/0'), { recursive: true });
    writeFileSync(join(folder, 'templates/y/config.yml'), 'name: Y\n');
    writeFileSync(
      join(folder, 'templates/y/0/rancher-compose.yml'),
      '.catalog: {version: 1.0.0}\n',
    );
    writeFileSync(join(folder, 'templates/y/0/docker-compose.yml'), 'web:\n  image: nginx\n');
    await vi.waitFor(async () => expect((await names(url)).sort()).toEqual(['X', 'Y']), 60_000);
    writeFileSync(join(folder, 'templates/x/config.yml~'), 'name: Replaced\nversion: 1.0.0\n');
    renameSync(join(folder, 'templates/x/config.yml~'), join(folder, 'templates/x/config.yml'));
    await vi.waitFor(
      async () => expect((await names(url)).sort()).toEqual(['Replaced', 'Y']),
      60_000,
    );
  });

  test('keeps what was there when the directory is deleted, reports it, and continues when it is back', async () => {
    const folder = temporaryFolder({ ...smallCatalog, 'keep/x': '' });
    const catalog = join(folder, 'catalog');
    cpSync(join(folder, 'templates'), join(catalog, 'templates'), { recursive: true });
    const { url } = await startPreview(catalog);
    rmSync(catalog, { recursive: true });
    await vi.waitFor(async () => {
      const { cards, faults } = await list(url);
      expect(cards.map(({ name }) => name)).toEqual(['X']);
      expect(faults.map(({ text }) => /\[([\w-]+)\]/.exec(text)?.[1])).toEqual(['file-missing']);
    }, 60_000);
    cpSync(join(folder, 'templates'), join(catalog, 'templates'), { recursive: true });
    await vi.waitFor(async () => expect((await list(url)).faults).toEqual([]), 60_000);
  });

  test('ends while it reads a large catalog again', async () => {
    const files = Object.entries(smallCatalog);
    const versions = Array.from({ length: 6000 }, (_none, version) =>
      files.map(([path, text]) => [path.replace('/0/', `/${version}/`), text] as const),
    );
    const folder = temporaryFolder(Object.fromEntries(versions.flat()));
    // It begins 0.4 s after the start, and takes some 0.2 s.
    for (const ms of [430, 500, 580]) {
      const { end } = await startPreview(folder);
      await new Promise((resolve) => {
        setTimeout(resolve, ms);
      });
      expect(await end()).toEqual({ code: 130, stderr: '' });
    }
  });

  test('counts what lint finds, and notifies the page', async () => {
    const { url } = await startPreview(temporaryFolder(smallCatalog));
    const events = await countEvents(url);
    await vi.waitFor(() => expect(events.findings).toBeGreaterThan(0), 60_000);
    const findings = await previewJson<PageFindings>(url, 'data/findings.json');
    const { key } = (await list(url)).cards[0] ?? { key: '' };
    expect(findings[key]?.warning).toBeGreaterThan(0);
  });
});

const answers = (version: string) =>
  `blueprint: redis-sentinel\nname: shop-redis\nversion: ${version}\n`;

describe('preview of a blueprint', () => {
  test('renders the entry again with each save', async () => {
    const folder = temporaryFolder({ 'redis.yml': answers('1.0.0') });
    const file = join(folder, 'redis.yml');
    const { url } = await startPreview('--answers', file);
    const [card] = (await list(url)).cards;
    expect(card).toMatchObject({ folder: 'templates/shop-redis' });
    expect((await list(url)).opened).toEqual({ key: card?.key });
    writeFileSync(file, answers('1.1.0'));
    await vi.waitFor(async () => {
      const { files } = await previewJson<PageTemplate>(url, `data/${card?.key}.json`);
      expect(files.find(({ path }) => path.endsWith('config.yml'))?.text).toContain('1.1.0');
    }, 60_000);
  });

  test('shows faults with place and hint over what was there, until they are fixed', async () => {
    const folder = temporaryFolder({ 'redis.yml': answers('1.0.0') });
    const file = join(folder, 'redis.yml');
    const { url } = await startPreview('--answers', file);
    writeFileSync(file, `${answers('1.0.0')}answers:\n  sentinal_port: 5\n`);
    await vi.waitFor(async () => {
      const { cards, faults } = await list(url);
      expect(cards).toHaveLength(1);
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatchObject({ severity: 'error' });
      expect(faults[0]?.text).toMatch(/redis\.yml:5:3 .*\[unknown-key\][^]*hint: did you mean/);
    }, 60_000);
    writeFileSync(file, answers('1.0.0'));
    await vi.waitFor(async () => expect((await list(url)).faults).toEqual([]), 60_000);
  });

  test('starts with faults, because they can be fixed while it runs', async () => {
    const folder = temporaryFolder({ 'redis.yml': 'blueprint: redis-sentinel\nversion: one\n' });
    const { url } = await startPreview('--answers', join(folder, 'redis.yml'));
    const { cards, faults } = await list(url);
    expect(cards).toEqual([]);
    expect(faults).not.toEqual([]);
  });

  test('asks everything in the directory of a blueprint, and follows its templates', async () => {
    const folder = temporaryFolder();
    cpSync(join(root, 'catalog/redis-sentinel'), folder, { recursive: true });
    const { url } = await startPreview(folder);
    const { cards, faults } = await list(url);
    expect(faults).toEqual([]);
    expect(cards.map(({ folder: each }) => each)).toEqual(['templates/redis-sentinel']);
    writeFileSync(join(folder, 'README.md.hbs'), '# Changed\n');
    await vi.waitFor(async () => {
      const { files } = await previewJson<PageTemplate>(url, `data/${cards[0]?.key}.json`);
      expect(files.find(({ path }) => path.endsWith('README.md'))?.text).toContain('# Changed');
    }, 60_000);
  });
});
