import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/bundle.ts';
import { refusal } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const page = readFileSync(join(root, 'docs/blueprints.md'), 'utf8');

/** The files of the page's example: each block after a line that ends with a file name. */
const files = Object.fromEntries(
  [...page.matchAll(/^.*`(\S+)`.*:\n\n```\w+\n([^]*?)^```$/gm)].map(([, name = '', text = '']) => [
    name === 'answers.yml' ? name : `web/${name}`,
    text,
  ]),
);

function example(answers: string): string {
  return temporaryFolder({
    ...files,
    'answers.yml': `${files['answers.yml'] ?? ''}${answers}`,
  });
}

test('the example of docs/blueprints.md generates an entry that lint accepts', async () => {
  const folder = example('');
  expect(await runCli(folder, ['generate'])).toMatchObject({ code: 0, stderr: '' });
  expect(await runCli(folder, ['lint', 'build/catalog'])).toMatchObject({ code: 0 });
  const path = 'build/catalog/templates/web/0/docker-compose.yml';
  const compose = readFileSync(join(folder, path), 'utf8');
  expect(compose).toContain('GREETING: "${greeting}"');
  expect(compose).not.toContain('network_mode');
});

test('its rule is checked on the host network', async () => {
  const folder = example('answers:\n  network: host\n  port: 80\n');
  const { code, stderr } = await runCli(folder, ['generate']);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stderr).toContain('port is 80: only root can listen on it');
});

test.for([
  ['up', []],
  ['drill', ['1']],
] as const)('cluster %s rejects an entry that is not a Redis cluster', async ([command, names]) => {
  const folder = example('');
  const argv = ['cluster', command, ...names, '-a', 'answers.yml'];
  expect(await refusal(folder, argv)).toEqual({ code: 2, found: ['answers.yml usage'] });
  expect(existsSync(join(folder, 'redis-cluster'))).toBe(false);
});

test('every key of a blueprint and of x-rancher is explained', () => {
  const schema = readFileSync(join(root, 'schemas/blueprint.schema.json'), 'utf8');
  const { properties } = JSON.parse(schema) as { properties: object };
  const annotations = ['type', 'ask', 'secret', 'required', 'options', 'group', 'form', 'when'];
  for (const key of [...Object.keys(properties), ...annotations]) {
    expect(page).toMatch(new RegExp(`^\\| .*\`${key}\`.* \\|`, 'm'));
  }
});

test('the example of a test file runs on a new blueprint', async () => {
  const [, cases = ''] =
    /^```yaml\n(# yaml-language-server: .*blueprint-test[^]*?)^```$/m.exec(page) ?? [];
  expect(cases).toContain('cases:');
  const folder = temporaryFolder();
  await runCli(folder, ['blueprint', 'new', 'my-shop', '--from', 'web']);
  writeFileSync(join(folder, 'my-shop/tests/page.yml'), cases);
  const first = await runCli(folder, ['blueprint', 'test', 'my-shop', '--update']);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(join(folder, 'my-shop/tests/golden/five-containers.yml'))).toBe(true);
  expect(await runCli(folder, ['blueprint', 'test', 'my-shop'])).toMatchObject({ code: 0 });
});
