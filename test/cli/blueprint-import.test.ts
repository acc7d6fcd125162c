import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusal, run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { catalogIn, icon, importing, shop } from './imported-shop.ts';

const read = (...path: string[]) => readFileSync(join(...path), 'utf8');

test('the imported blueprint generates the same entry', async () => {
  const folder = catalogIn();
  const { code, found } = await run(folder, [...importing, '--out', 'mine']);
  expect({ code, found }).toEqual({
    code: 0,
    found: ['catalog/templates/shop/1/rancher-compose.yml:3:3 import-lost (info)'],
  });
  expect(readdirSync(join(folder, 'mine')).sort()).toEqual([
    'README.md.hbs',
    'answers-file.schema.json',
    'answers.schema.json',
    'answers.yml',
    'blueprint.yml',
    'docker-compose.yml.hbs',
    'files',
    'icon.svg',
    'rancher-compose.yml.hbs',
  ]);
  expect(await runCli(folder, ['generate', '-a', 'mine/answers.yml'])).toMatchObject({ code: 0 });
  const made = 'build/catalog/templates/shop';
  expect(read(folder, made, '0/README.md')).toBe('# Shop {{x}}\n');
  expect(read(folder, made, '0/conf/shop.conf')).toBe('a {{b}}\n');
  expect(read(folder, made, 'catalogIcon-shop.svg')).toBe(icon);
  for (const argv of [
    [],
    ['--set', 'mode=slow'],
    ['--set', 'debug=true', '--set', 'flags=a "b c"'],
  ]) {
    const launch = async (path: string) => {
      const { stdout } = await runCli(folder, ['launch', path, '--json', ...argv]);
      const { services, verdict } = JSON.parse(stdout) as Record<string, unknown>;
      return { services, verdict };
    };
    expect(await launch(made)).toEqual(await launch('catalog/templates/shop'));
  }
});

test('comments and order stay, and variables become answers', async () => {
  const folder = catalogIn();
  await runCli(folder, [...importing, '--out', 'mine']);
  const text = read(folder, 'mine/docker-compose.yml.hbs');
  expect(text).toContain(
    '  web: # the shop itself\n    image: shop:{{tag}}\n    privileged: {{debug}}\n',
  );
  expect(read(folder, 'mine/rancher-compose.yml.hbs')).toContain(
    '    scale: 2\n{{#if debug}}\n    retain_ip: true\n{{/if}}\n',
  );
});

test('an answer of the imported blueprint can be fixed', async () => {
  const folder = catalogIn();
  await runCli(folder, [...importing, '--out', 'mine']);
  const argv = ['generate', '-a', 'mine/answers.yml', '--set', 'tag=2.0', '--set', 'mode=slow'];
  expect(await runCli(folder, argv)).toMatchObject({ code: 0 });
  const text = read(folder, 'build/catalog/templates/shop/0/docker-compose.yml.tpl');
  expect(text).toContain('image: "shop:2.0"');
  expect(text).toContain('MODE: "slow"');
});

test('another version is imported by its directory', async () => {
  const folder = catalogIn();
  const argv = ['blueprint', 'import', 'catalog/templates/shop/0', '--out', 'mine', '--json'];
  const { code, stdout } = await runCli(folder, argv);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    version: 'catalog/templates/shop/0',
    isSame: true,
  });
  expect(read(folder, 'mine/answers.yml')).toContain('version: "v1.0"');
  expect(await runCli(folder, ['generate', '-a', 'mine/answers.yml'])).toMatchObject({ code: 0 });
});

test('the numbering of the catalog continues', async () => {
  const folder = catalogIn();
  await runCli(folder, [...importing, '--out', 'mine']);
  const argv = [
    'generate',
    '-a',
    'mine/answers.yml',
    '--catalog',
    'catalog',
    '--set',
    'version=1.2.0',
  ];
  expect(await runCli(folder, argv)).toMatchObject({ code: 0 });
  expect(readdirSync(join(folder, 'catalog/templates/shop')).sort()).toEqual([
    '0',
    '1',
    '2',
    'catalogIcon-shop.svg',
    'config.yml',
  ]);
  expect(read(folder, 'catalog/templates/shop/0/docker-compose.yml')).toBe('web:\n  image: old\n');
});

test('writes to the name of the template, and never over what exists', async () => {
  const folder = catalogIn();
  expect((await runCli(folder, importing)).code).toBe(0);
  expect(readdirSync(join(folder, 'shop'))).toContain('blueprint.yml');
  expect(await refusal(folder, importing)).toMatchObject({ code: 2, found: ['shop file-exists'] });
});

describe('what is not carried over is listed', () => {
  test('files and links that Rancher ignores, other icons, the default version', async () => {
    const folder = catalogIn({
      'catalog/templates/shop/README.md': 'not served',
      'catalog/templates/shop/1/docker-compose.yml': 'web:\n  image: for the command line\n',
      'catalog/templates/shop/catalogIcon-a.svg': icon,
    });
    symlinkSync('/etc/passwd', join(folder, 'catalog/templates/shop/1/link'));
    const { code, found } = await run(folder, [...importing, '--out', 'mine']);
    expect(code).toBe(0);
    expect([...found].sort()).toEqual([
      'catalog/templates/shop/1/docker-compose.yml import-lost (warning)',
      'catalog/templates/shop/1/link import-lost (info)',
      'catalog/templates/shop/1/rancher-compose.yml:3:3 import-lost (info)',
      'catalog/templates/shop/README.md import-lost (info)',
      'catalog/templates/shop/catalogIcon-a.svg import-lost (info)',
    ]);
    expect(readdirSync(join(folder, 'mine/files'))).toEqual(['conf']);
  });

  test('a directory that is not one of templates, and a name that is not one of a blueprint', async () => {
    const files = Object.entries(shop).map(([path, text]) => [
      path.replace('templates/shop', 'apps/My_Shop'),
      text,
    ]);
    const folder = temporaryFolder(Object.fromEntries(files) as Record<string, string>);
    const argv = ['blueprint', 'import', 'catalog/apps/My_Shop'];
    const { code, found } = await run(folder, argv);
    expect(code).toBe(0);
    expect(found.filter((each) => each.endsWith('(warning)'))).toHaveLength(2);
    expect(read(folder, 'my-shop/blueprint.yml')).toMatch(/^name: my-shop$/m);
  });
});

test('large files, leftovers of editors and pipes are listed', async () => {
  const base = 'catalog/templates/shop/1';
  const folder = catalogIn({
    [`${base}/large`]: 'x'.repeat(5 * 1024 * 1024),
    [`${base}/notes.bak`]: 'x',
  });
  execFileSync('mkfifo', [join(folder, base, 'pipe')]);
  const { code, found } = await run(folder, [...importing, '--out', 'mine']);
  expect(code).toBe(0);
  expect(found).toEqual(
    expect.arrayContaining([
      `${base}/large import-lost (warning)`,
      `${base}/pipe import-lost (info)`,
      `${base} import-lost (warning)`,
    ]),
  );
});

test('an entry that needs an answer without a default generates, with warnings', async () => {
  const folder = catalogIn({
    'catalog/templates/shop/1/docker-compose.yml.tpl':
      '\uFEFFweb:\n  image: a\n  mem_limit: ${memory}\n  hostname: {{ .Values.host }}\n',
    'catalog/templates/shop/1/rancher-compose.yml':
      '.catalog:\n  version: v1\n  questions:\n  - {variable: memory, required: true}\n  - {variable: host}\n',
  });
  const argv = ['blueprint', 'import', 'catalog/templates/shop/1', '--out', 'mine'];
  expect(await runCli(folder, argv)).toMatchObject({ code: 0 });
  const generated = await runCli(folder, ['generate', '-a', 'mine/answers.yml', '--json']);
  expect(JSON.parse(generated.stdout)).toMatchObject({ ok: true });
});

test('hostile file names stay in the directory', async () => {
  const folder = catalogIn({
    'catalog/templates/shop/1/blueprint.yml': 'name: other\n',
    'catalog/templates/shop/1/a.hbs': '{{x}} \\{{y}}\n',
    'catalog/templates/shop/1/answers.yml': 'x\n',
  });
  expect((await runCli(folder, [...importing, '--out', 'mine'])).code).toBe(0);
  expect(await runCli(folder, ['generate', '-a', 'mine/answers.yml'])).toMatchObject({ code: 0 });
  const made = join(folder, 'build/catalog/templates/shop/0');
  expect(read(made, 'a.hbs')).toBe('{{x}} \\{{y}}\n');
  expect(read(made, 'blueprint.yml')).toBe('name: other\n');
});
