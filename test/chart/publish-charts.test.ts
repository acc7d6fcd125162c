import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import {
  changeHello,
  changeTemplate,
  chartTemplate,
  helloWorld,
} from '../support/chart-catalog.ts';
import { fileServer } from '../support/file-server.ts';
import { commit, git, paths, show, subjects } from '../support/git.ts';
import { helmMajors, helmProgram } from '../support/helm.ts';
import { bareOf, clone, publish, publishGood, publishing, useGit } from '../support/publishing.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

useGit();

const chartPaths = (folder: string) =>
  paths(bareOf(folder)).filter((path) => !path.startsWith('templates/'));

test('publishes the entry and the chart in one commit, and again only what changes', async () => {
  const folder = helloWorld();
  const bare = bareOf(folder);
  await publishGood(folder);
  expect(subjects(bare)).toEqual(['hello 1.0.0 (revision 0)']);
  expect(chartPaths(folder)).toEqual(['assets/hello-1.0.0.tgz', 'assets/hello.svg', 'index.yaml']);
  const time = git(bare, 'log', '-1', '--format=%cd', '--date=format-local:%Y-%m-%dT%H:%M:%SZ');
  expect(show(bare, 'index.yaml')).toContain(`created: "${time.trim()}"`);
  expect(await publishGood(folder)).toMatchObject({ state: 'unchanged' });

  changeHello(folder, '1.0.1', 'title: Hello again\n');
  const index = show(bare, 'index.yaml');
  const { code, stdout } = await runCli(folder, publishing());
  expect(code).toBe(0);
  expect(stdout).toContain('hello 1.0.1 (revision 1)  published');
  expect(stdout).toContain('hello 1.0.1 (chart)  published\n    a patch release after 1.0.0');
  expect(stdout).toContain('    + assets/hello-1.0.1.tgz\n    ~ index.yaml\n');
  expect(subjects(bare)[0]).toBe('hello 1.0.1 (revision 1)');
  const old = index.slice(index.indexOf('  - '));
  expect(show(bare, 'index.yaml').endsWith(old)).toBe(true);
});

test('the same inputs at the same time give the same commit', async () => {
  process.env.GIT_COMMITTER_DATE = '2026-11-28T10:00:00+01:00';
  try {
    const commits = [];
    for (const folder of [helloWorld(), helloWorld()])
      commits.push((await publishGood(folder)).commit);
    expect(commits[0]).toBe(commits[1]);
  } finally {
    delete process.env.GIT_COMMITTER_DATE;
  }
});

test('files for Rancher 1.6 are the same as without a chart', async () => {
  const [both, alone] = [helloWorld(), helloWorld()];
  await publishGood(both);
  await publishGood(alone, '--target', 'rancher-1.6');
  expect(subjects(bareOf(alone))).toEqual(['hello 1.0.0 (revision 0)']);
  const tree = (folder: string) => git(bareOf(folder), 'rev-parse', 'master:templates');
  expect(tree(both)).toBe(tree(alone));
  expect(paths(bareOf(alone)).every((path) => path.startsWith('templates/'))).toBe(true);
});

test('--target rancher-2 publishes the chart alone, and the entry can follow', async () => {
  const folder = helloWorld();
  await publishGood(folder, '--target', 'rancher-2', '--tag');
  expect(subjects(bareOf(folder))).toEqual(['hello 1.0.0 (chart)']);
  expect(git(bareOf(folder), 'tag').trim()).toBe('hello/1.0.0');
  expect(chartPaths(folder)).toEqual(paths(bareOf(folder)));
  await publishGood(folder);
  expect(subjects(bareOf(folder))[0]).toBe('hello 1.0.0 (revision 0)');
});

test('--dry-run publishes nothing', async () => {
  const folder = helloWorld();
  const { state, charts } = (await publishGood(folder, '--dry-run')) as unknown as {
    state: string;
    charts: unknown[];
  };
  expect(state).toBe('planned');
  expect(charts).toMatchObject([
    {
      name: 'hello',
      version: '1.0.0',
      action: 'create',
      isRelease: true,
      causes: [],
      writes: ['assets/hello-1.0.0.tgz', 'assets/hello.svg', 'index.yaml'],
    },
  ]);
  expect(git(bareOf(folder), 'for-each-ref')).toBe('');
});

test('entries of others stay as they are, also in a race', async () => {
  const folder = helloWorld();
  const bare = bareOf(folder);
  const index = (more: string) =>
    `# ours\napiVersion: v1\nentries:\n  abc:\n  - {version: 1.0.0}\n${more}generated: "2020-01-01T00:00:00Z"\n`;
  commit(bare, 'Others', { 'index.yaml': index('') });
  git(bare, 'branch', 'other', 'master');
  const zoo = '  # a zoo\n  zoo:\n  - version: 2.0.0\n    name: zoo\n';
  commit(bare, 'A zoo', { 'index.yaml': index(zoo) }, 'other');
  const hook = `#!/bin/sh
[ -e overtaken ] && exit 0
touch overtaken
env -u GIT_QUARANTINE_PATH git update-ref refs/heads/master "$(git rev-parse other)"
`;
  writeFileSync(join(bare, 'hooks/update'), hook, { mode: 0o755 });
  await publishGood(folder);
  expect(subjects(bare)).toEqual(['hello 1.0.0 (revision 0)', 'A zoo', 'Others']);
  const after = show(bare, 'index.yaml');
  const own = /^ {2}hello:\n(?: {2}- .*\n(?: {4}.*\n)*)/m.exec(after)?.[0] ?? '';
  expect(own).toContain('assets/hello-1.0.0.tgz');
  expect(after.replace(own, '')).toBe(index(zoo));
});

test.each([
  ['a default', { values: 'hello' }, 'default-changed:greeting', '1.0.1', '1.1.0'],
  ['a StatefulSet', { service: 'other' }, 'stateful-set-changed', '1.1.0', '2.0.0'],
])('a change of %s needs a larger release', async (_name, change, kind, tooLow, next) => {
  const folder = helloWorld();
  await publishGood(folder, '--target', 'rancher-2');
  const template = join(folder, 'blueprint/chart/templates/app.yaml');
  if ('service' in change) {
    writeFileSync(
      template,
      chartTemplate.replace('serviceName: ', `serviceName: ${change.service}-`),
    );
  }
  const more = 'values' in change ? 'defaults:\n  greeting: moin\n' : '';
  changeHello(folder, tooLow, more);
  const { code, stderr } = await runCli(folder, publishing('--target', 'rancher-2'));
  expect([code, stderr]).toEqual([1, expect.stringContaining(kind)]);
  changeHello(folder, next, more);
  await publishGood(folder, '--target', 'rancher-2');
});

test('a released chart is immutable, and a symbolic link stops the publication', async () => {
  const folder = helloWorld();
  await publishGood(folder, '--target', 'rancher-2');
  const template = join(folder, 'blueprint/chart/templates/app.yaml');
  writeFileSync(template, `${chartTemplate}# more\n`);
  const first = await publish(folder, '--target', 'rancher-2');
  expect([first.code, first.diagnostics.map(({ code }) => code)]).toEqual([
    1,
    ['version-released'],
  ]);
  changeHello(folder, '1.0.1');
  const checkout = clone(folder);
  symlinkSync('index.yaml', join(checkout, 'link'));
  git(checkout, 'add', '-A');
  git(checkout, 'commit', '-qm', 'Add a link');
  git(checkout, 'push', '-q');
  const second = await publish(folder);
  expect([second.code, second.diagnostics.map(({ code }) => code)]).toEqual([
    1,
    ['neighbour-broken'],
  ]);
  expect(await publish(folder, '--allow-broken-neighbours')).toMatchObject({ code: 0 });
});

test('a version that is too low for an entry and its chart is reported once, for each of them', async () => {
  const folder = helloWorld();
  await publishGood(folder);
  const other = (version: string) =>
    writeFileSync(
      join(folder, 'other.yml'),
      `blueprint: ./blueprint\nname: other\nversion: ${version}\n`,
    );
  other('2.0.0');
  await publishGood(folder, '-a', 'other.yml', '--target', 'rancher-2');
  changeHello(folder, '0.9.0');
  other('1.0.0');
  const { code, diagnostics } = await publish(folder, '-a', 'answers.yml', '-a', 'other.yml');
  expect(code).toBe(1);
  const of = (file: string, name: string) => ({
    code: 'version-lower',
    at: { file },
    message: expect.stringContaining(` of ${name} `) as string,
  });
  expect(diagnostics).toHaveLength(2);
  expect(diagnostics).toMatchObject([
    of('answers.yml', 'hello'),
    of('other.yml', 'the chart other'),
  ]);
});

test.each(helmMajors)(
  'helm %i installs from a checkout that is served over HTTP',
  async (major) => {
    const folder = helloWorld();
    await publishGood(folder);
    changeHello(folder, '1.1.0', 'defaults:\n  greeting: moin\n');
    await publishGood(folder);
    const checkout = clone(folder);
    const url = await fileServer(checkout);
    const home = temporaryFolder();
    const options = { cwd: home, env: { PATH: process.env.PATH, HOME: home } };
    const run = async (...args: string[]) =>
      (await promisify(execFile)(helmProgram(major), args, options)).stdout;
    await run('repo', 'add', 'ours', url);
    const found = JSON.parse(await run('search', 'repo', '-l', '-o', 'json')) as {
      version: string;
    }[];
    expect(found.map(({ version }) => version)).toEqual(['1.1.0', '1.0.0']);
    expect(await run('template', 'demo', 'ours/hello')).toContain('greeting: "moin"');
    await run('pull', 'ours/hello', '--version', '1.0.0');
    expect(readFileSync(join(home, 'hello-1.0.0.tgz'))).toEqual(
      readFileSync(join(checkout, 'assets/hello-1.0.0.tgz')),
    );
  },
);

test('a note has no place in a chart that is published alone', async () => {
  const folder = helloWorld();
  const argv = publishing('--target', 'rancher-2', '--note', 'Needs Rancher 2.9');
  const { code, stdout, stderr } = await runCli(folder, argv);
  expect([code, stderr]).toEqual([0, expect.stringContaining('[note-unused]')]);
  expect(stdout).toContain('Rancher reads it within an hour');
});

test.each(helmMajors)('a chart that helm %i refuses to install is not published', async (major) => {
  vi.stubEnv('PATH', `${dirname(helmProgram(major))}:${process.env.PATH ?? ''}`);
  const folder = helloWorld();
  changeTemplate(folder, `${chartTemplate}{{ .Values.greeting | qoute }}\n`);
  const { code, stderr } = await runCli(folder, publishing());
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^assets\/hello-1\.0\.0\.tgz\/templates\/app\.yaml:\d+:1 {2}error {2}helm refuses [^]*function "qoute" not defined/m,
  );
  expect(git(bareOf(folder), 'branch')).toBe('');

  changeTemplate(folder, chartTemplate);
  expect(await publishGood(folder)).toMatchObject({ state: 'published' });
});

test('errors that lint finds in a chart without helm are not published', async () => {
  const folder = helloWorld();
  mkdirSync(join(folder, 'blueprint/chart/charts'));
  writeFileSync(join(folder, 'blueprint/chart/charts/other.tgz'), 'no archive');
  const { code, stderr } = await runCli(folder, publishing());
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^assets\/hello-1\.0\.0\.tgz\/charts\/other\.tgz {2}error [^\n]*\[chart-unloadable\]$/m,
  );
});
