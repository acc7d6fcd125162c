import { chmodSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { PageList, PageTemplate } from '../../src/preview/page-data.ts';
import { previewJson, sendRaw, startOnTerminal, startPreview } from '../support/previewed.ts';
import { refusal } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { smallCatalog } from './small-catalog.ts';

const list = (url: string) => previewJson<PageList>(url, 'data/list.json');

describe('the server of preview', () => {
  test('serves the page and the catalog, with a policy that allows no script or style in the page', async () => {
    const { url } = await startPreview(temporaryFolder(smallCatalog));
    expect(new URL(url).hostname).toBe('127.0.0.1');
    const response = await fetch(url);
    const html = await response.text();
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).not.toContain('http');
    expect(html).toContain(policy.replace("; frame-ancestors 'none'", ''));
    expect(html).not.toMatch(/<style|<script(?! type="module" src="page\.js")|\son\w+=|style=/);
    expect(html).not.toMatch(/https?:/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const [card] = (await list(url)).cards;
    expect(card).toMatchObject({ folder: 'templates/x', name: 'X' });
    const { files } = await previewJson<PageTemplate>(url, `data/${card?.key}.json`);
    expect(files.map(({ path }) => path).sort()).toEqual(Object.keys(smallCatalog).sort());
  });

  test.each([
    ['another host', { host: 'evil.example' }, 421],
    ['the right host on another port', { host: '127.0.0.1:1' }, 421],
    ['another origin', { origin: 'http://evil.example' }, 403],
    ['a page of another local server', { origin: 'http://127.0.0.1:1' }, 403],
    ['no origin at all, as of a sandboxed frame', { origin: 'null' }, 403],
    [
      'an image of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
      403,
    ],
    ['its own page', { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }, 200],
    [
      'a link on another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      200,
    ],
  ] as const)('answers a request from %s with %s', async (_from, headers, status) => {
    const { url } = await startPreview(temporaryFolder(smallCatalog));
    const all = { host: new URL(url).host, ...headers };
    const answer = await sendRaw(url, '/data/list.json', all);
    expect(answer.status).toBe(status);
    expect(answer.body.includes('templates/x')).toBe(status === 200);
  });

  test('supports GET and HEAD only', async () => {
    const { url } = await startPreview(temporaryFolder(smallCatalog));
    expect(await sendRaw(url, '/', {}, 'POST')).toMatchObject({ status: 405 });
    expect(await sendRaw(url, '/', {}, 'HEAD')).toEqual({ status: 200, body: '' });
  });

  test.each([
    '/../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '//etc/passwd',
    '/templates/x/config.yml',
    '/data/../templates/x/config.yml',
    '/icons/../secret.txt',
    '/secret.txt',
    '/cli.cjs',
    '/data/0000000000000000.json',
    `/${'a'.repeat(5000)}`,
    '/%',
  ])('does not find %s', async (path) => {
    const { url } = await startPreview(
      temporaryFolder({ ...smallCatalog, 'secret.txt': 'hidden' }),
    );
    expect(await sendRaw(url, path)).toEqual({ status: 404, body: 'not found\n' });
  });

  test('refuses a port that is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    onTestFinished(() => void other.close());
    const port = String((other.address() as AddressInfo).port);
    const folder = temporaryFolder(smallCatalog);
    expect(await refusal(folder, ['preview', '--port', port], [[port, '<port>']])).toMatchObject({
      code: 2,
      found: ['port-busy'],
    });
  });

  test('runs twice at once', async () => {
    const folder = temporaryFolder(smallCatalog);
    const [a, b] = [await startPreview(folder), await startPreview(folder)];
    expect(a.url).not.toBe(b.url);
    expect(await list(a.url)).toEqual(await list(b.url));
  });

  test('ends at once on Ctrl-C, also while a page listens for events', async () => {
    const { url, end } = await startPreview(temporaryFolder(smallCatalog));
    const response = await fetch(new URL('events', url));
    const reader = response.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('retry:');
    const rest = reader?.read().catch(() => 'closed');
    expect(await end()).toMatchObject({ code: 130, stderr: '' });
    expect(await rest).toBe('closed');
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('serves an SVG as text, and no icon that is too large or of another kind', async () => {
    const folder = temporaryFolder({
      ...smallCatalog,
      'templates/x/catalogIcon-x.svg': '<svg onload="alert(1)"><script>alert(1)</script></svg>',
      'templates/y/config.yml': 'name: Y\n',
      'templates/y/0/rancher-compose.yml': '.catalog: {version: 1.0.0}\n',
      'templates/y/0/docker-compose.yml': 'web:\n  image: nginx\n',
      'templates/y/catalogIcon-y.png': '',
      'templates/z/config.yml': 'name: Z\n',
      'templates/z/0/rancher-compose.yml': '.catalog: {version: 1.0.0}\n',
      'templates/z/0/docker-compose.yml': 'web:\n  image: nginx\n',
      'templates/z/catalogIcon-z.png': '<script>alert(1)</script>',
    });
    truncateSync(join(folder, 'templates/y/catalogIcon-y.png'), 50 * 1024 * 1024);
    const { url } = await startPreview(folder);
    const icons = (await list(url)).cards.map(({ icon }) => icon);
    const answers = await Promise.all(icons.map((icon) => fetch(new URL(icon, url))));
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 404]);
    expect(answers[0]?.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  test('reads only the template that the path names', async () => {
    const folder = temporaryFolder({
      ...smallCatalog,
      'templates/y/config.yml': 'name: Y\n',
      'templates/y/0/docker-compose.yml': 'web:\n  image: nginx\n',
      'templates/y/0/rancher-compose.yml': '.catalog: {version: 1.0.0}\n',
    });
    const { url } = await startPreview(join(folder, 'templates/x/1'));
    const { cards, opened } = await list(url);
    expect(cards.map(({ folder: each }) => each)).toEqual(['templates/x']);
    expect(opened).toEqual({ key: cards[0]?.key, version: 'templates/x/1' });
  });

  test('includes files of versions that are not YAML', async () => {
    const folder = temporaryFolder({ ...smallCatalog, 'templates/x/0/README.md': '# Read me\n' });
    const { url } = await startPreview(folder);
    const key = (await list(url)).cards[0]?.key;
    const { files } = await previewJson<PageTemplate>(url, `data/${key}.json`);
    expect(files.find(({ path }) => path.endsWith('README.md'))?.text).toBe('# Read me\n');
  });
});

/** A directory with a program that a desktop has, which writes what it is called with to `opened`. */
function desktop(): string {
  const folder = temporaryFolder({ 'xdg-open': '' });
  writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\necho "$*" > ${folder}/opened\n`);
  chmodSync(join(folder, 'xdg-open'), 0o755);
  vi.stubEnv('PATH', `${folder}:${process.env.PATH ?? ''}`);
  vi.stubEnv('DISPLAY', ':1');
  return join(folder, 'opened');
}

describe.runIf(process.platform === 'linux')('preview on a terminal', () => {
  test('opens a browser', async () => {
    const opened = desktop();
    const { url } = await startOnTerminal(temporaryFolder(smallCatalog));
    await vi.waitFor(() => expect(readFileSync(opened, 'utf8')).toBe(`${url}\n`), 60_000);
  });

  test.each([
    ['with --no-open', ['--no-open'], ':1'],
    ['without a display', [], ''],
  ] as const)('opens none %s', async (_how, options, display) => {
    const opened = desktop();
    vi.stubEnv('DISPLAY', display);
    vi.stubEnv('WAYLAND_DISPLAY', '');
    const { opened: isOpened } = await startOnTerminal(...options, temporaryFolder(smallCatalog));
    expect(isOpened).toBe(false);
    expect(existsSync(opened)).toBe(false);
  });
});

describe('preview refuses', () => {
  test.each([
    ['a directory that is not a catalog', ['preview', 'empty'], 'empty not-a-catalog'],
    ['a directory that does not exist', ['preview', 'missing'], 'missing file-missing'],
    ['a path and an answers file', ['preview', '.', '-a', 'a.yml'], 'usage'],
    ['standard input', ['preview', '-a', '-'], 'usage'],
    ['a port that is not a number', ['preview', '--port', 'http'], 'usage'],
    ['a port that is too large', ['preview', '--port', '70000'], 'usage'],
    ['an answers file as a path', ['preview', 'a.yml'], 'usage'],
    ['answers for a catalog', ['preview', '.', '--set', 'a=1'], 'usage'],
  ] as const)('%s', async (_what, argv, found) => {
    const folder = temporaryFolder({ ...smallCatalog, 'empty/x': '', 'a.yml': '' });
    expect(await refusal(folder, argv)).toMatchObject({ code: 2, found: [found] });
  });

  test('an answers file that does not exist', async () => {
    const ran = await runCli(temporaryFolder(), ['preview', '-a', 'missing.yml', '--export', 'x']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
  });
});
