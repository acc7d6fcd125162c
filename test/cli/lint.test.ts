import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { catalog, compose, original, rancher } from '../support/lint-catalog.ts';
import { run } from '../support/prose.ts';
import { runCli } from '../support/run-cli.ts';

const untagged = { [compose]: original(compose).replace('nginx:1.13', 'nginx') };
const broken = { [compose]: original(compose).replace('nginx:1.13', '"nginx:5$"') };

describe('lint', () => {
  test('reports nothing for a valid catalog', async () => {
    expect(await run(catalog(), ['lint'])).toMatchObject({ code: 0, found: [], stderr: '' });
  });

  test('fails for an error, but not for a warning', async () => {
    expect(await run(catalog(untagged), ['lint'])).toMatchObject({
      code: 0,
      found: [`${compose}:4:5 image-unpinned (warning)`],
    });
    expect(await run(catalog(broken), ['lint'])).toMatchObject({
      code: 1,
      found: [`${compose}:4:12 lone-dollar`],
    });
  });

  test.for([
    ['a catalog outside the current folder', '..', 'CATALOG'],
    ['a template', '.', 'templates/sample'],
    ['a version', '.', 'templates/sample/0'],
    ['the current folder, a version', 'templates/sample/0', '.'],
  ])('checks %s', async ([, from = '', path = '']) => {
    const root = catalog(untagged);
    const name = root.split('/').at(-1) ?? '';
    const ran = await runCli(join(root, from), ['lint', path.replace('CATALOG', name), '--json']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ warnings: 1, findings: [{ line: 4 }] });
  });

  test('--fold reports identical findings of several revisions once', async () => {
    const again = Object.fromEntries(
      [1, 2].flatMap((revision) => [
        [compose.replace('/0/', `/${revision}/`), untagged[compose] ?? ''],
        [
          rancher.replace('/0/', `/${revision}/`),
          original(rancher).replace('1.0.0', `1.0.${revision}`),
        ],
        [`templates/sample/${revision}/README.md`, '# Sample\n'],
      ]),
    );
    const { found, stdout } = await run(catalog({ ...untagged, ...again }), ['lint', '--fold']);
    expect(found).toEqual(['templates/sample/2/docker-compose.yml:4:5 image-unpinned (warning)']);
    expect(stdout).toContain('templates/sample/0/docker-compose.yml:4:5');
  });

  test('--list lists the rules and --explain explains one', async () => {
    expect((await runCli('.', ['lint', '--list'])).stdout).toMatch(/^lone-dollar +error +fix /m);
    const explained = await runCli('.', ['lint', '--explain', 'lone-dollar']);
    expect(explained.stdout).toMatch(/^lone-dollar \(rule\)\n\n\S/);
  });
});

test('lint reports nothing for generated entries but passwords that their answers fix', async () => {
  const goldens = join(import.meta.dirname, '../golden');
  for (const { name } of readdirSync(goldens, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )) {
    const { code, stdout } = await runCli(join(goldens, name), ['lint', '--json']);
    const { findings } = JSON.parse(stdout) as { findings: readonly { rule: string }[] };
    const found = [...new Set(findings.map(({ rule }) => rule))];
    const expected = name === 'all-fixed' ? ['secret-in-environment'] : [];
    expect({ name, code, found }).toEqual({ name, code: 0, found: expected });
  }
});
