import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalog, compose, original, rancher } from '../support/lint-catalog.ts';
import { run } from '../support/prose.ts';
import { runCli } from '../support/run-cli.ts';

const faulty = {
  [compose]: original(compose).replace('nginx:1.13', '"nginx:5$"'),
  [rancher]: original(rancher)
    .replace('version: "1.0.0"', 'version: 1.10')
    .replace('default: "80"', 'default: 0100'),
  'templates/sample/config.yml': original('config.yml').replace('"1.0.0"', '1.10'),
  'templates/sample/0/README.md': null,
  'templates/sample/README.md': '# Sample\n',
  'templates/sample/catalogIcon-sample.svg': null,
  'templates/sample/logo.svg': '<svg/>\n',
};

describe('lint --fix', () => {
  test('applies unambiguous fixes', async () => {
    const root = catalog(faulty);
    const ran = await run(root, ['lint', '--fix']);
    expect(ran).toMatchObject({ code: 0, found: [] });
    expect(ran.stderr).toContain(' 5 ');
    expect(readFileSync(join(root, rancher), 'utf8')).toContain('version: "1.10"');
    expect(readFileSync(join(root, compose), 'utf8')).toContain('image: "nginx:5$$"');
    expect(readdirSync(join(root, 'templates/sample')).sort()).toEqual([
      '0',
      'catalogIcon-sample.svg',
      'config.yml',
    ]);
  });

  test('--dry-run prints a patch and writes nothing', async () => {
    const root = catalog(faulty);
    const { stdout } = await runCli(root, ['lint', '--fix', '--dry-run']);
    expect(stdout).toContain(
      'rename from templates/sample/logo.svg\nrename to templates/sample/catalogIcon-sample.svg\n',
    );
    expect(stdout).toContain('-    image: "nginx:5$"\n+    image: "nginx:5$$"\n');
    expect(readFileSync(join(root, compose), 'utf8')).toBe(faulty[compose]);
  });

  test.for([
    ['findings', { [compose]: original(compose).replace('image', 'imago') }],
    ['no findings', {}],
  ] as const)('--dry-run exits with 0 if nothing can be fixed: %s', async ([, files]) => {
    const root = catalog(files);
    const argv = ['lint', '--fix', '--dry-run'];
    expect(await run(root, argv)).toMatchObject({ code: 0, found: [], stderr: '' });
    const { code, stdout } = await runCli(root, [...argv, '--json']);
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({ code: 0, ok: true, patch: '' });
  });

  test('--dry-run exits with 1 if errors can be fixed', async () => {
    const argv = ['lint', '--fix', '--dry-run'];
    expect((await runCli(catalog(faulty), argv)).code).toBe(1);
  });
});
