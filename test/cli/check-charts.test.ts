import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  changeHello,
  changeTemplate,
  chartTemplate,
  checkHello,
  helloWorld,
  releasedHello,
} from '../support/chart-catalog.ts';
import { edit } from '../support/echo-catalog.ts';
import { commit as commitTo, git } from '../support/git.ts';
import { bareOf, clone, publishGood, useGit } from '../support/publishing.ts';
import { runCli } from '../support/run-cli.ts';
import { packedChart } from './chart-repository.ts';

useGit();

const good = { code: 0, found: [] };
const archive = 'assets/hello-1.0.0.tgz';

describe('check of charts', () => {
  test('accepts what publish and generate wrote', async () => {
    const { folder, checkout, commit } = await releasedHello();
    expect(await checkHello(folder)).toEqual(good);
    changeHello(folder, '1.1.0', 'defaults:\n  greeting: moin\n');
    const generate = ['generate', '--catalog', 'checkout'];
    expect(await runCli(folder, generate)).toMatchObject({ code: 0, stderr: '' });
    commit('1.1.0');
    expect(await checkHello(folder)).toEqual(good);
    const { stdout } = await runCli(folder, ['check', '-c', 'checkout', '--json']);
    const one = { name: 'hello', version: '1.1.0', state: 'up to date', files: [] };
    expect(JSON.parse(stdout)).toMatchObject({ entries: [one], charts: [one] });
    expect(readFileSync(join(checkout, 'index.yaml'), 'utf8')).toContain('version: 1.1.0');
  });

  test('accepts an index that helm built again, and absolute URLs', async () => {
    const { folder, checkout, commit } = await releasedHello('--target', 'rancher-2');
    edit(join(checkout, 'index.yaml'), 'created: ', 'created: "2020-01-01T00:00:00.1Z" # ');
    edit(join(checkout, 'index.yaml'), '- assets/', '- https://example.com/charts/assets/');
    commit('Build the index');
    expect(await checkHello(folder, '--target', 'rancher-2')).toEqual(good);
  });

  test('a chart that is not released counts as an entry does', async () => {
    const { folder } = await releasedHello('--target', 'rancher-1.6');
    expect(await checkHello(folder)).toEqual({
      code: 1,
      found: ['answers.yml:3:10 version-missing'],
    });
    expect(await checkHello(folder, '--target', 'rancher-1.6')).toEqual(good);
    expect(await checkHello(folder, '--allow-unreleased')).toEqual({
      code: 0,
      found: ['answers.yml:3:10 version-missing (info)'],
    });
    await publishGood(folder, '--target', 'rancher-2');
    git(join(folder, 'checkout'), 'pull', '-q');
    expect(await checkHello(folder)).toEqual(good);
    changeHello(folder, '1.0.1');
    expect(await checkHello(folder)).toEqual({
      code: 1,
      found: ['answers.yml:3:10 version-missing'],
    });
    changeHello(folder, '0.9.0');
    expect(await checkHello(folder)).toEqual({
      code: 1,
      found: ['answers.yml:3:10 version-lower'],
    });
  });

  test('names the files of a chart that the answers now give, and why', async () => {
    const { folder } = await releasedHello();
    changeHello(folder, '1.0.0', 'defaults:\n  greeting: moin\n');
    changeTemplate(folder, `${chartTemplate}# more\n`);
    const { found } = await checkHello(folder);
    expect(found.filter((each) => each.startsWith('assets/'))).toEqual(
      Array.from({ length: 4 }, () => `${archive} drift`),
    );
    const { stdout } = await runCli(folder, ['check', '-c', 'checkout', '--json']);
    const { charts } = JSON.parse(stdout) as {
      charts: { files: { what: string; causes: string[] }[] }[];
    };
    const files = charts[0]?.files.map(({ what, causes }) => [what.split(' ')[0], causes]);
    expect(files).toEqual([
      ['README.md', ['answers']],
      ['questions.yaml', ['answers']],
      ['templates/app.yaml', ['blueprint']],
      ['values.yaml', ['answers']],
    ]);
  });
});

describe('check of charts reports', () => {
  test('a changed archive, committed or not, and publish restores it', async () => {
    const { folder, checkout, commit } = await releasedHello();
    writeFileSync(join(checkout, archive), packedChart('hello', '1.0.0'));
    const found = [`${archive} chart-mismatch`, `${archive} history-edited`];
    expect(await checkHello(folder)).toEqual({ code: 1, found });
    commit('Quick fix');
    expect(await checkHello(folder)).toEqual({ code: 1, found });
    git(checkout, 'push', '-q');
    await publishGood(folder);
    git(checkout, 'pull', '-q');
    expect(await checkHello(folder)).toEqual(good);
  });

  test('an archive that was changed together with its digest', async () => {
    const { folder, checkout, commit } = await releasedHello();
    changeTemplate(folder, `${chartTemplate}# more\n`);
    rmSync(join(checkout, archive));
    rmSync(join(checkout, 'index.yaml'));
    const generate = ['generate', '--catalog', 'checkout', '--target', 'rancher-2'];
    expect(await runCli(folder, generate)).toMatchObject({ code: 0 });
    commit('Build again');
    expect(await checkHello(folder, '--target', 'rancher-2')).toEqual({
      code: 1,
      found: [`${archive} history-edited`],
    });
  });

  test.for([
    ['digest', /digest: \w+/, `digest: ${'0'.repeat(64)}`, /digest:/],
    ['description', /description: .*/, 'description: Mine', /description:/],
    ['added key', / {4}description: /, '    kubeVersion: ">=1.30.0-0"\n$&', /kubeVersion/],
    ['removed key', / {4}description: .*\n/, '', /- annotations/],
    ['url', /- assets\/.*/, '- charts/hello.tgz', /urls:/],
  ] as const)('a changed entry of the index: %s', async ([, from, to, at]) => {
    const { folder, checkout, commit } = await releasedHello('--target', 'rancher-2');
    const path = join(checkout, 'index.yaml');
    const text = readFileSync(path, 'utf8');
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    writeFileSync(path, changed);
    commit('Edit the index');
    const lines = changed.split('\n');
    const line = lines.findIndex((each) => at.test(each)) + 1;
    const column = (/[a-zA-Z]/.exec(lines[line - 1] ?? '')?.index ?? 0) + 1;
    expect(await checkHello(folder, '--target', 'rancher-2')).toEqual({
      code: 1,
      found: [`index.yaml:${line}:${column} chart-mismatch`],
    });
  });

  test('a missing archive, and an archive without an entry', async () => {
    const { folder, checkout, commit } = await releasedHello();
    changeHello(folder, '1.0.1');
    await publishGood(folder);
    git(checkout, 'pull', '-q');
    rmSync(join(checkout, 'assets/hello-1.0.1.tgz'));
    const index = join(checkout, 'index.yaml');
    const text = readFileSync(index, 'utf8');
    // The older version is the last entry.
    writeFileSync(index, text.slice(0, text.lastIndexOf('  - annotations')));
    commit('Tidy');
    expect(await checkHello(folder)).toEqual({
      code: 1,
      found: [
        'assets/hello-1.0.0.tgz chart-mismatch',
        'assets/hello-1.0.1.tgz history-deleted',
        'index.yaml:4:5 chart-mismatch',
      ],
    });
  });

  test('an icon that was changed or is missing', async () => {
    const { folder, checkout } = await releasedHello('--target', 'rancher-2');
    const icon = join(checkout, 'assets/hello.svg');
    const check = () => checkHello(folder, '--target', 'rancher-2');
    const found = ['assets/hello.svg drift'];
    writeFileSync(icon, '<svg/>');
    expect(await check()).toEqual({ code: 1, found });
    rmSync(icon);
    expect(await check()).toEqual({ code: 1, found });
  });

  test('a version that was deleted with its entry, and how to restore it', async () => {
    const { folder, checkout, commit } = await releasedHello('--target', 'rancher-2');
    rmSync(join(checkout, archive));
    writeFileSync(join(checkout, 'index.yaml'), 'apiVersion: v1\nentries: {}\n');
    commit('Clean up');
    expect(await checkHello(folder, '--target', 'rancher-2')).toEqual({
      code: 1,
      found: ['answers.yml:3:10 version-missing', `${archive} history-deleted`],
    });
  });

  test('an archive that has another name now', async () => {
    const { folder, checkout, commit } = await releasedHello('--target', 'rancher-2');
    renameSync(join(checkout, archive), join(checkout, 'assets/hello-2.0.0.tgz'));
    commit('Rename');
    const { code, found } = await checkHello(folder, '--target', 'rancher-2');
    expect(code).toBe(1);
    expect(found).toContain(`${archive} history-renumbered`);
  });

  test('an index that is broken, or lists a version twice', async () => {
    const { folder, checkout } = await releasedHello('--target', 'rancher-2');
    const index = join(checkout, 'index.yaml');
    const text = readFileSync(index, 'utf8');
    writeFileSync(index, `${text}${text.slice(text.indexOf('  - '))}`);
    const twice = await checkHello(folder, '--target', 'rancher-2');
    expect(twice).toMatchObject({ code: 1, found: [expect.stringMatching(/ wrong-form$/)] });
    writeFileSync(index, `${text}\t- :\n`);
    const broken = await checkHello(folder, '--target', 'rancher-2');
    expect(broken).toMatchObject({ code: 1, found: [expect.stringMatching(/ yaml-syntax$/)] });
  });

  test('other charts and archives of other tools are none of its business', async () => {
    const folder = helloWorld();
    commitTo(bareOf(folder), 'Others', {
      'index.yaml':
        'apiVersion: v1\nentries:\n  hello-ha:\n  - version: 1.0.0\n    name: hello-ha\n    digest: abc\n    urls: [assets/hello-ha-1.0.0.tgz]\n',
      'assets/hello-ha-1.0.0.tgz': packedChart('hello-ha', '1.0.0'),
      'assets/hello-notes.tgz': 'text',
    });
    await publishGood(folder);
    clone(folder);
    expect(await checkHello(folder)).toEqual(good);
  });
});
