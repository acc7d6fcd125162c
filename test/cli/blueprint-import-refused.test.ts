import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { catalogIn, importing, shop } from './imported-shop.ts';

describe('an entry that cannot be imported is reported with the reason', () => {
  const docker = 'catalog/templates/shop/1/docker-compose.yml.tpl';
  test.for([
    [
      'an expression',
      { [docker]: 'web:\n  image: {{ .Stack.Name }}\n' },
      'catalog/templates/shop/1/docker-compose.yml.tpl:2:13',
    ],
    [
      'a key',
      { [docker]: '{{ .Values.tag }}:\n  image: a\n' },
      'catalog/templates/shop/1/docker-compose.yml.tpl:1:1',
    ],
    [
      'a template that Go cannot read',
      { [docker]: 'web:\n  image: {{ if }}\n' },
      'catalog/templates/shop/1/docker-compose.yml.tpl:2:10',
    ],
    [
      'an expression after a byte order mark',
      { [docker]: '\uFEFFweb: {image: "{{ .Stack.Name }}"}\n' },
      'catalog/templates/shop/1/docker-compose.yml.tpl:1:18',
    ],
    [
      'a catalog block that Rancher cannot read',
      { 'catalog/templates/shop/1/rancher-compose.yml': '.catalog: [\n' },
      'catalog/templates/shop/1/rancher-compose.yml:2:1',
    ],
    [
      'a version that Rancher does not list',
      { 'catalog/templates/shop/1/rancher-compose.yml': 'web: {}\n' },
      'catalog/templates/shop/1',
    ],
    ['an empty docker-compose.yml', { [docker]: '' }, 'catalog/templates/shop/1'],
    [
      'a config.yml that Rancher cannot read',
      { 'catalog/templates/shop/config.yml': 'name: [\n' },
      'catalog/templates/shop/1',
    ],
  ] as const)('%s', async ([, files, place]) => {
    const folder = catalogIn(files);
    const argv = ['blueprint', 'import', 'catalog/templates/shop/1', '--out', 'mine'];
    const { code, found } = await refusal(folder, argv);
    expect(code).toBe(1);
    expect(found).toContain(`${place} import-unsupported`);
    expect(readdirSync(folder)).toEqual(['catalog']);
  });

  test.for([
    ['a text that Rancher cannot interpolate', 'web:\n  image: a\n  hostname: "${a-b}"\n', '3:13'],
    ['a key that is a boolean', 'web:\n  image: a\n  labels:\n    y: a\n', '4:5'],
    ['a value that is a boolean', 'web:\n  image: a\n  hostname: on\n', '3:13'],
    ['a key that Rancher rejects', 'web:\n  image: a\n  bogus: 1\n', '3:3'],
    ['a tab', 'web:\n  image: a\n\thostname: b\n', '3:1'],
    ['lines that end as in DOS', 'web:\r\n  image: a\r\n  hostname: "${a-b}"\r\n', '3:13'],
    ['a byte order mark', '\uFEFFweb:\n  image: a\n  hostname: "${a-b}"\n', '3:13'],
    ['both', '\uFEFFweb:\r\n  image: a\r\n  hostname: "${a-b}"\r\n', '3:13'],
    ['a byte order mark in its line', '\uFEFFweb: {image: a, hostname: "${a-b}"}\n', '1:27'],
  ] as const)('a version that Rancher refuses, at its place: %s', async ([, text, place]) => {
    const folder = catalogIn({ [docker]: text });
    const argv = [...importing, '--out', 'mine'];
    const { code, found } = await refusal(folder, argv);
    expect(code).toBe(1);
    expect(found).toContain(`${docker}:${place} import-unsupported`);
    expect(readdirSync(folder)).toEqual(['catalog']);
    const { stdout } = await runCli(folder, [...argv, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, isSame: false, next: [] });
  });

  test('what is left out, at its place in a file with a byte order mark and lines that end as in DOS', async () => {
    const block = 'catalog/templates/shop/1/rancher-compose.yml';
    const config = 'catalog/templates/shop/config.yml';
    const marked = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const folder = catalogIn({
      [docker]: 'web:\n  image: {{ .Stack.Name }}\n',
      [block]: marked(shop[block]),
      [config]: marked(`${shop[config]}extra: 1\n`),
    });
    const { stderr } = await runCli(folder, [...importing, '--out', 'mine']);
    expect(stderr).toContain(`${block}:3:3  info  the key name is not carried over`);
    expect(stderr).toContain(`${config}:5:1  info  the key extra is not carried over`);
  });

  test('what generate refuses, at the file that was read', async () => {
    const block = 'catalog/templates/shop/1/rancher-compose.yml';
    const folder = catalogIn({ [block]: shop[block].replace('1.1.0-rancher1', '1.1 beta') });
    const { code, found } = await refusal(folder, [...importing, '--out', 'mine']);
    expect(code).toBe(1);
    expect(found).toContain(`${block} import-unsupported`);
    expect(readdirSync(folder)).toEqual(['catalog']);
  });

  test.for([
    ['machine-templates', { url: 'https://example.com/driver', checksum: 'x' }],
    ['kubernetes-templates', { 'kubernetes.yml': 'kind: Service\n' }],
    ['project-templates', { 'project.yml': 'stacks: []\n' }],
  ] as const)('%s', async ([root, files]) => {
    const base = `catalog/${root}/shop`;
    const folder = temporaryFolder({
      [`${base}/config.yml`]: 'name: Shop\nversion: 1.0.0\n',
      [`${base}/0/rancher-compose.yml`]: '.catalog:\n  version: 1.0.0\n',
      ...Object.fromEntries(
        Object.entries(files).map(([path, text]) => [`${base}/0/${path}`, text]),
      ),
    });
    const { code, found } = await refusal(folder, ['blueprint', 'import', base]);
    expect({ code, found }).toMatchObject({ code: 1 });
    expect(found).toContain(`catalog/${root}/shop/0 import-unsupported`);
  });

  const plain = { [docker]: 'web:\n  image: a\n' };
  const many = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_each, index) => line(index)).join(' ');
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefghij'].map((each, index, all) => `${each}: &${each} [${many(9, () => `*${all[index - 1] ?? 'a'}`).replaceAll(' ', ', ')}]\n`).join('')}`;
  test.for([
    ['broken YAML', { [docker]: 'web:\n  image: [a\n' }, '/docker-compose.yml.tpl:3:1'],
    [
      'a version of compose that Rancher does not have',
      { [docker]: "version: '3'\nservices: {}\n" },
      '/docker-compose.yml.tpl:1:10',
    ],
    [
      'aliases without limit',
      { [docker]: `${bomb}web:\n  image: *j\n` },
      '/docker-compose.yml.tpl:5:8',
    ],
    [
      'a catalog block of aliases without limit',
      { 'catalog/templates/shop/1/rancher-compose.yml': `${bomb}.catalog:\n  version: "1"\n` },
      '/rancher-compose.yml:5:8',
    ],
    ['zero bytes', { [docker]: 'web:\n  image: "a\0b"\n' }, '/docker-compose.yml.tpl'],
    [
      'a condition that would be repeated without limit',
      {
        [docker]: `web:\n  image: a\n{{- if or ${many(30, () => '(and .Values.tag .Values.proxy)')} }}\n  tty: true\n{{- end }}\n`,
      },
      '/docker-compose.yml.tpl:3:1',
    ],
    [
      'more files than a blueprint has',
      {
        ...plain,
        ...Object.fromEntries(
          Array.from({ length: 501 }, (_each, index) => [
            `catalog/templates/shop/1/files/f${index}`,
            '',
          ]),
        ),
      },
      '',
    ],
    ['a file name with a backslash', { ...plain, 'catalog/templates/shop/1/a\\b': '' }, '/a\\b'],
  ] as const)('%s', async ([, files, place]) => {
    const folder = catalogIn(files);
    const argv = ['blueprint', 'import', 'catalog/templates/shop/1', '--out', 'mine'];
    const { code, found } = await refusal(folder, argv);
    expect({ code, folder: readdirSync(folder) }).toEqual({ code: 1, folder: ['catalog'] });
    expect(found).toContain(`catalog/templates/shop/1${place} import-unsupported`);
  });

  test('a difference for Rancher', async () => {
    const text = 'web:\n  image: a\n  volumes: {{ if .Values.proxy }}[/a]{{ else }}[/b]{{ end }}\n';
    const folder = catalogIn({ [docker]: text });
    const { code, found } = await refusal(folder, [...importing, '--out', 'mine']);
    expect(code).toBe(1);
    expect(found).toContain('catalog/templates/shop/1 import-different');
  });

  test('a directory that is not an entry, or does not exist', async () => {
    const folder = catalogIn();
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'file'), '');
    for (const path of ['catalog', 'empty', 'file', 'missing', 'catalog/templates/shop/1/conf']) {
      const { code } = await refusal(folder, ['blueprint', 'import', path, '--out', 'mine']);
      expect({ path, code }).toEqual({ path, code: 2 });
    }
  });
});
