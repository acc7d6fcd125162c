import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkHello, helloWorld, releasedHello } from '../support/chart-catalog.ts';
import { git } from '../support/git.ts';
import { refusal, run } from '../support/prose.ts';
import { useGit } from '../support/publishing.ts';

useGit();

const generate = ['generate', '--catalog', 'checkout', '--target', 'rancher-2'];

test('generate adds a chart to an empty git repository', async () => {
  const folder = helloWorld();
  mkdirSync(join(folder, 'checkout'));
  git(folder, 'init', '-q', 'checkout');
  expect(await run(folder, generate)).toMatchObject({ code: 0, found: [] });
  const checkout = join(folder, 'checkout');
  const files = git(checkout, 'ls-files', '--others').split('\n').filter(Boolean);
  expect(files).toEqual(['assets/hello-1.0.0.tgz', 'assets/hello.svg', 'index.yaml']);
  expect(await checkHello(folder, '--target', 'rancher-2')).toMatchObject({ code: 0 });
});

test.for([
  ['an index and archives', [], 'assets/hello-1.1.0.tgz'],
  ['archives without an index', ['index.yaml'], 'assets/hello-1.1.0.tgz'],
  ['an index without archives', ['assets'], 'assets/hello-1.1.0.tgz'],
] as const)('a copy of a repository with %s is a catalog', async ([, removed]) => {
  const { folder, checkout } = await releasedHello('--target', 'rancher-2');
  for (const path of ['.git', ...removed]) rmSync(join(checkout, path), { recursive: true });
  const set = ['--set', 'version=1.1.0'];
  expect(await run(folder, [...generate, ...set])).toMatchObject({ code: 0, found: [] });
  const { found } = await checkHello(folder, '--target', 'rancher-2', ...set);
  expect(found.filter((each) => !/ (?:history-unknown|chart-mismatch)/.test(each))).toEqual([]);
});

test('charts in directories are a catalog, and a directory without charts is not', async () => {
  const folder = helloWorld();
  mkdirSync(join(folder, 'checkout/charts/abc/1.0.0'), { recursive: true });
  const chart = 'apiVersion: v2\nname: abc\nversion: 1.0.0\n';
  writeFileSync(join(folder, 'checkout/charts/abc/1.0.0/Chart.yaml'), chart);
  expect(await run(folder, generate)).toMatchObject({ code: 0, found: [] });
  rmSync(join(folder, 'checkout/charts'), { recursive: true });
  mkdirSync(join(folder, 'checkout/assets'), { recursive: true });
  writeFileSync(join(folder, 'checkout/assets/app.css'), '');
  expect(await refusal(folder, generate)).toEqual({ code: 2, found: ['checkout not-a-catalog'] });
});
