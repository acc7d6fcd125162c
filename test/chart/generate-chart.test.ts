import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chartLimits, readArchive } from '../../src/archive/read-archive.ts';
import { textAt, type FileTree } from '../../src/model/file-tree.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { helm, helmMajors } from '../support/helm.ts';

const configMap = `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
data:
  greeting: {{ .Values.greeting | quote }}
`;

/** A folder with a blueprint of one answer that has a chart, and an answers file for it. */
function world(answers = ''): string {
  const folder = temporaryFolder();
  const blueprint = join(folder, 'blueprint');
  cpSync(join(import.meta.dirname, '../fixtures/blueprints/hello'), blueprint, { recursive: true });
  mkdirSync(join(blueprint, 'chart/templates'), { recursive: true });
  writeFileSync(join(blueprint, 'chart/templates/config.yaml'), configMap);
  writeFileSync(join(folder, 'answers.yml'), `blueprint: ./blueprint\nversion: 1.2.0\n${answers}`);
  return folder;
}

function chartIn(folder: string, version = '1.2.0'): FileTree {
  const read = readArchive(
    readFileSync(join(folder, `build/catalog/assets/hello-${version}.tgz`)),
    chartLimits,
  );
  if (read.fault !== undefined) throw new Error(read.fault);
  return read.value;
}

test('a blueprint with a chart gives an entry and a chart, laid out as in a repository', async () => {
  const folder = world();
  const { code, stdout } = await runCli(folder, ['generate']);
  expect(code).toBe(0);
  expect(stdout).toContain('hello-1.2.0.tgz');
  expect(readFileSync(join(folder, 'build/catalog/index.yaml'), 'utf8')).toContain(
    'assets/hello-1.2.0.tgz',
  );
  expect(textAt(chartIn(folder), 'hello/Chart.yaml')).toContain('version: 1.2.0');
  expect(readFileSync(join(folder, 'build/catalog/templates/hello/config.yml'), 'utf8')).toContain(
    'version: "1.2.0"',
  );
});

test('the entry for Rancher 1.6 is the same with and without a chart', async () => {
  const folder = world();
  await runCli(folder, ['generate', '--target', 'rancher-1.6']);
  const path = join(folder, 'build/catalog/templates/hello/0/rancher-compose.yml');
  const before = readFileSync(path, 'utf8');
  await runCli(folder, ['generate', '--target', 'all']);
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test.each(helmMajors)(
  'helm %i accepts the chart, and renders it with its values',
  async (major) => {
    const folder = world();
    await runCli(folder, ['generate']);
    const archive = join(folder, 'build/catalog/assets/hello-1.2.0.tgz');
    expect(helm(major, ['lint', archive])).toMatchObject({ status: 0 });
    const { stdout } = helm(major, ['template', 'demo', archive, '--set', 'greeting=moin']);
    expect(stdout).toContain('greeting: "moin"');
  },
);

test('a second version replaces the archive of the first', async () => {
  const folder = world();
  await runCli(folder, ['generate']);
  writeFileSync(join(folder, 'answers.yml'), 'blueprint: ./blueprint\nversion: 1.3.0\n');
  expect(await runCli(folder, ['generate'])).toMatchObject({ code: 0, stderr: '' });
  expect(chartIn(folder, '1.3.0').size).toBeGreaterThan(0);
  expect(() => chartIn(folder)).toThrow('ENOENT');
});

test('an archive that another program wrote is not overwritten', async () => {
  const folder = world();
  mkdirSync(join(folder, 'build/catalog/assets'), { recursive: true });
  writeFileSync(join(folder, 'build/catalog/assets/hello-1.2.0.tgz'), 'mine');
  const { code, stderr } = await runCli(folder, ['generate']);
  expect(code).toBe(1);
  expect(stderr).toContain('[target-foreign]');
  expect(readFileSync(join(folder, 'build/catalog/assets/hello-1.2.0.tgz'), 'utf8')).toBe('mine');
});

test('--target rancher-2 makes the chart alone', async () => {
  const folder = world();
  const { stdout } = await runCli(folder, ['generate', '--target', 'rancher-2', '--json']);
  const { entries } = JSON.parse(stdout) as { entries: { files: string[] }[] };
  expect(entries[0]?.files).toEqual([
    'catalog/assets/hello-1.2.0.tgz',
    'catalog/assets/hello.svg',
    'catalog/index.yaml',
  ]);
});

/** A folder with the checkout of a repository, which has an index with a chart of others. */
function withCatalog(): string {
  const folder = world();
  mkdirSync(join(folder, 'catalog/templates'), { recursive: true });
  writeFileSync(join(folder, 'catalog/index.yaml'), neighbours);
  return folder;
}

const neighbours = `# of others
apiVersion: v1
entries:
    zebra:
    - {name: zebra, version: 1.0.0, apiVersion: v2, urls: [assets/zebra-1.0.0.tgz]}
`;

const intoCatalog = ['generate', '--catalog', 'catalog'];

test('--catalog adds the entry and the chart, and leaves charts of others as they are', async () => {
  const folder = withCatalog();
  const { code, stdout } = await runCli(folder, intoCatalog);
  expect(code).toBe(0);
  expect(stdout).toContain('hello 1.2.0 (folder 0)  created');
  const index = readFileSync(join(folder, 'catalog/index.yaml'), 'utf8');
  expect(index).toContain('assets/hello-1.2.0.tgz');
  for (const line of neighbours.split('\n')) expect(index).toContain(line);
  expect(existsSync(join(folder, 'catalog/assets/hello-1.2.0.tgz'))).toBe(true);
});

test('a chart that --catalog added stays the same', async () => {
  const folder = withCatalog();
  await runCli(folder, intoCatalog);
  const before = readFileSync(join(folder, 'catalog/index.yaml'), 'utf8');
  const { stdout } = await runCli(folder, intoCatalog);
  expect(stdout).toContain('unchanged');
  expect(readFileSync(join(folder, 'catalog/index.yaml'), 'utf8')).toBe(before);
});

test('--catalog does not change a released chart', async () => {
  const folder = withCatalog();
  await runCli(folder, [...intoCatalog, '--target', 'rancher-2']);
  writeFileSync(join(folder, 'blueprint/chart/templates/config.yaml'), `# changed\n${configMap}`);
  const refused = await runCli(folder, [...intoCatalog, '--target', 'rancher-2']);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('[version-released]');
});

test('--catalog with a chart alone adds no entry of Rancher 1.6', async () => {
  const folder = withCatalog();
  await runCli(folder, [...intoCatalog, '--target', 'rancher-2']);
  expect(existsSync(join(folder, 'catalog/assets/hello-1.2.0.tgz'))).toBe(true);
  expect(existsSync(join(folder, 'catalog/templates/hello'))).toBe(false);
});
