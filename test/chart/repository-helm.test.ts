import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { addToIndex, openIndex } from '../../src/chart/repository/add-to-index.ts';
import { archivePath, type ChartRelease } from '../../src/chart/repository/chart-release.ts';
import { fileServer } from '../support/file-server.ts';
import { helm, helmMajors, helmProgram, type HelmMajor } from '../support/helm.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const metadata = (version: string) => ({
  apiVersion: 'v2',
  name: 'redis',
  version,
  appVersion: '7.20',
  description: 'Redis: one master, # and "replicas"\n\nin two paragraphs',
  home: 'https://example.com/redis',
  icon: 'file://assets/redis.svg',
  keywords: ['database', 'y', '1.0'],
  kubeVersion: '>= 1.25.0-0',
  maintainers: [{ name: 'A: B', email: 'a@example.com' }],
  annotations: { 'catalog.cattle.io/display-name': 'Redis', 'a.b/list': '- a\n- b\n' },
  type: 'application',
});

/** A release of a chart that Helm packs. */
function packed(folder: string, version: string): ChartRelease {
  const chart = join(folder, 'source', version);
  mkdirSync(chart, { recursive: true });
  // JSON is YAML.
  writeFileSync(join(chart, 'Chart.yaml'), JSON.stringify(metadata(version)));
  writeFileSync(join(chart, 'values.yaml'), `replicas: ${version.at(-1)}\n`);
  expect(helm(3, ['package', chart, '--destination', join(folder, 'assets')]).stderr).toBe('');
  return {
    name: 'redis',
    version,
    archive: readFileSync(join(folder, archivePath('redis', version))),
    metadata: metadata(version),
    created: '2026-11-28T09:15:00Z',
  };
}

const neighbours = `# Our charts
apiVersion: v1
entries:
  nginx: # the web server
    - version: &newest "2.0.0"
      name: nginx
      apiVersion: v2
      urls: [https://example.com/nginx-2.0.0.tgz]
      description: >-
        folded

        text
      created: 2020-01-01T00:00:00Z
  zoo: []
generated: "2020-01-01T00:00:00Z"
`;

const run = promisify(execFile);

/** Runs helm with a repository at an address, and returns what it prints. */
async function withRepository(major: HelmMajor, url: string, args: readonly string[]) {
  const home = temporaryFolder();
  const options = { cwd: home, env: { PATH: process.env.PATH, HOME: home } };
  await run(helmProgram(major), ['repo', 'add', 'ours', url], options);
  const { stdout } = await run(helmProgram(major), args, options);
  return { stdout, home };
}

describe.each(helmMajors)('helm %i reads an index to which charts are added', (major) => {
  it.each([
    ['a new file', undefined],
    ['a file of others', neighbours],
  ])('that was %s', async (_name, before) => {
    const folder = temporaryFolder();
    const releases = ['1.0.0', '1.1.0'].map((version) => packed(folder, version));
    const index = releases.reduce<string | undefined>((text, release) => {
      const { value, diagnostics } = addToIndex(openIndex(text), [release]);
      expect(diagnostics).toEqual([]);
      return value;
    }, before);
    writeFileSync(join(folder, 'index.yaml'), index ?? '');
    const url = await fileServer(folder);

    const list = await withRepository(major, url, ['search', 'repo', '-l', '-o', 'json']);
    const found = JSON.parse(list.stdout) as { name: string; version: string }[];
    const others = before === undefined ? [] : ['ours/nginx 2.0.0'];
    expect(found.map(({ name, version }) => `${name} ${version}`)).toEqual([
      ...others,
      'ours/redis 1.1.0',
      'ours/redis 1.0.0',
    ]);
    const shown = await withRepository(major, url, ['show', 'values', 'ours/redis']);
    expect(shown.stdout.trim()).toBe('replicas: 0');
    const pull = ['pull', 'ours/redis', '--version', '1.0.0'];
    const { home } = await withRepository(major, url, pull);
    expect(readFileSync(join(home, 'redis-1.0.0.tgz'))).toEqual(releases[0]?.archive);
  });
});
