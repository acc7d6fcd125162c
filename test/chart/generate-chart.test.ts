import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

test('--catalog adds the entry alone, and refuses to add a chart', async () => {
  const folder = world();
  mkdirSync(join(folder, 'catalog/templates'), { recursive: true });
  const { code, stdout } = await runCli(folder, ['generate', '--catalog', 'catalog']);
  expect({ code, isAsked: stdout.includes('Rancher 2') }).toEqual({ code: 0, isAsked: false });
  const refused = await runCli(folder, ['generate', '-c', 'catalog', '--target', 'rancher-2']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('add charts to a repository with publish');
});
