import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commit, git, paths, workplace } from '../support/git.ts';
import { bareOf, publish, publishGood, useGit } from '../support/publishing.ts';

useGit();

const fixture = join(import.meta.dirname, '../fixtures/blueprints/hello');

/** A folder with a blueprint that has a chart, and a bare repository with files. */
function world(files: Readonly<Record<string, string>>): string {
  const folder = workplace();
  const blueprint = join(folder, 'blueprint');
  cpSync(fixture, blueprint, { recursive: true });
  mkdirSync(join(blueprint, 'chart/templates'), { recursive: true });
  writeFileSync(join(blueprint, 'chart/templates/app.yaml'), 'kind: ConfigMap\napiVersion: v1\n');
  writeFileSync(
    join(folder, 'answers.yml'),
    'blueprint: ./blueprint\nname: hello\nversion: 1.0.0\n',
  );
  commit(bareOf(folder), 'Others', files);
  return folder;
}

interface Refusal {
  readonly code: string;
  readonly severity: string;
  readonly at?: { readonly file: string; readonly line?: number };
  readonly message: string;
}

const index = (more = '') =>
  `apiVersion: v1\nentries:\n  zoo:\n  - version: 1.0.0\n    name: zoo\n${more}`;
const chart = (name: string) => `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`;

/** Name, the files of the repository, code, the file with its line, part of the message. */
const refused: readonly (readonly [string, Record<string, string>, string, string, string])[] = [
  [
    'an index of 20 MB',
    { 'index.yaml': index(`# ${'x'.repeat(20_000_000)}\n`) },
    'file-too-large',
    'index.yaml',
    'expected at most',
  ],
  [
    'a broken index',
    { 'index.yaml': index('  - [\n') },
    'yaml-syntax',
    'index.yaml:7',
    'not valid YAML',
  ],
  [
    'an index with a version of the chart twice',
    { 'index.yaml': index('  hello:\n  - version: 0.1.0\n  - version: 0.1.0\n') },
    'wrong-form',
    'index.yaml:8',
    'version 0.1.0 of hello is listed twice',
  ],
  [
    'an index with a key that Helm does not know',
    { 'index.yaml': index('    maintainer: me\n') },
    'chart-index',
    'index.yaml',
    'unknown key maintainer; Rancher 2 skips this index',
  ],
  [
    'an index that is skipped for another one',
    { 'index.yaml': index('maintainer: me\n'), 'docs/index.yaml': index() },
    'chart-index',
    'index.yaml',
    'reads docs/index.yaml in place of it',
  ],
  [
    'a broken chart in a directory beside an index',
    { 'index.yaml': index(), 'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\n' },
    'chart-repository',
    'charts/web/Chart.yaml',
    'Rancher 2 refuses the whole repository',
  ],
  [
    'a broken chart among unpacked ones',
    {
      'charts/web/1.0.0/Chart.yaml': chart('web'),
      'charts/web/1.0.0/templates/x': '',
      'charts/web/1.0.0/values.yaml': '[',
    },
    'chart-repository',
    'charts/web/1.0.0/values.yaml',
    'Rancher 2 refuses the whole repository',
  ],
  [
    'an index in a directory, which hides unpacked charts',
    { 'charts/web/1.0.0/Chart.yaml': chart('web'), 'docs/index.yaml': index() },
    'chart-index',
    'docs/index.yaml',
    'reads docs/index.yaml only, and would not list hello',
  ],
  [
    'an index in a directory, which one at the root would hide',
    { 'docs/index.yaml': index() },
    'chart-index',
    'docs/index.yaml',
    'reads the charts of docs/index.yaml, and would read index.yaml only',
  ],
];

test.each(refused)('publishes nothing beside %s', async (_name, files, code, place, message) => {
  const folder = world(files);
  const before = git(bareOf(folder), 'rev-parse', 'master');
  const result = await publish(folder);
  const diagnostics = result.diagnostics as readonly Refusal[];
  expect(result.code).toBe(1);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors).toHaveLength(1);
  const [first] = errors;
  expect(first?.code).toBe(code);
  expect(first?.message).toContain(message);
  const { file = '', line } = first?.at ?? {};
  expect(`${file}:${line ?? 0}`).toContain(place);
  expect(git(bareOf(folder), 'rev-parse', 'master')).toBe(before);
});

test.each(refused.filter(([, , code]) => code.startsWith('chart-')))(
  'publishes beside %s if that is allowed, with a warning',
  async (_name, files, code) => {
    const folder = world(files);
    const result = await publish(folder, '--allow-broken-neighbours');
    expect(result.code).toBe(0);
    expect(result.diagnostics.map((each) => each.code)).toContain(code);
  },
);

test('a repository with unpacked charts and templates keeps its form for a chart alone', async () => {
  const folder = world({
    'charts/web/1.0.0/Chart.yaml': chart('web'),
    'templates/web/0/docker-compose.yml': "version: '2'\n",
  });
  await publishGood(folder, '--target', 'rancher-2');
  const own = paths(bareOf(folder)).filter((path) => path.includes('hello'));
  expect(own).toContain('rancher2/charts/hello/1.0.0/Chart.yaml');
  expect(own.every((path) => /^(?:rancher2\/charts\/hello\/1\.0\.0|assets)\//.test(path))).toBe(
    true,
  );
  expect(paths(bareOf(folder))).not.toContain('index.yaml');
});

test('charts of others that load, and an index that is none, are not in the way', async () => {
  const folder = world({
    'index.yaml': index(),
    'charts/web/Chart.yaml': chart('web'),
    'docs/index.yaml': 'title: A page\n',
  });
  expect(await publishGood(folder)).toMatchObject({ state: 'published', diagnostics: [] });
});
