import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../support/prose.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import {
  below,
  chartFiles,
  indexEntry,
  indexJson,
  indexOf,
  packedChart,
  put,
  putPipe,
  redisRepository,
} from './chart-repository.ts';
import { smallCatalog } from './small-catalog.ts';

const noVersion = { 'Chart.yaml': 'apiVersion: v2\nname: broken\n' };

describe('index reports', () => {
  test('a symbolic link, for which Rancher 2 refuses the repository', async () => {
    const folder = redisRepository(smallCatalog);
    symlinkSync('x', join(folder, 'templates/y'));
    expect(await run(folder, ['index', '.'])).toMatchObject({
      code: 1,
      found: ['templates/y chart-repository'],
    });
    const { rancher2, templates } = await indexJson(folder);
    expect(rancher2).toMatchObject({ charts: {}, fault: { file: 'templates/y' } });
    expect(Object.keys(templates)).toContain('templates/x');
  });

  test('a chart that does not load, with its location', async () => {
    const folder = redisRepository({ ...below('charts/broken', noVersion) });
    expect(await run(folder, ['index', '.'])).toMatchObject({
      code: 1,
      found: ['charts/broken/Chart.yaml chart-repository'],
    });
    put(folder, 'charts/broken/Chart.yaml', 'apiVersion: v2\nname: broken\nversion: 1.0.0\n');
    put(folder, 'charts/broken/values.yaml', 'a: 1\nb: c: d\n');
    expect(await run(folder, ['index', '.'])).toMatchObject({
      code: 1,
      found: ['charts/broken/values.yaml:2:5 chart-repository'],
    });
  });

  // The walk ends at the root index: only what comes before it by name is loaded.
  test('no chart after the index, nor a Chart.yaml that is not one', async () => {
    const folder = redisRepository({ ...below('the-charts/broken', noVersion) });
    put(folder, 'charts/none/Chart.yaml', '{');
    put(folder, 'charts/none/sub/Chart.yaml', 'version: 1.0.0\n');
    expect(await indexJson(folder)).toMatchObject({ ok: true, rancher2: { fault: null } });
  });

  test.each([
    ['that is broken', 'apiVersion: v1\nentries: [\n', 'index.yaml:3:1 chart-index'],
    ['with an unknown key', 'apiVersion: v1\nentries: {}\nfoo: 1\n', 'index.yaml:3:6 chart-index'],
    [
      'with a number as version',
      'apiVersion: v1\nentries: {a: [{version: 1.1}]}\n',
      'index.yaml:2:25 chart-index',
    ],
    ['without apiVersion', 'entries: {}\n', 'index.yaml:1:1 chart-index'],
    ['that is empty', '', 'index.yaml:1:1 chart-index'],
    ['that is binary', new Uint8Array([0, 1, 2]), 'index.yaml:1:1 chart-index'],
  ])('an index %s, which Rancher 2 skips', async (_, text, found) => {
    const folder = redisRepository({ 'index.yaml': text });
    expect(await run(folder, ['index', '.'])).toMatchObject({ code: 1, found: [found] });
  });

  test('each chart that cannot be opened, and why', async () => {
    const url = (version: string, path: string) =>
      `{name: a, version: ${version}, urls: ['${path}']}`;
    const folder = redisRepository({
      'index.yaml': indexOf({
        a: [
          url('1.0.0', '../x.tgz'),
          url('1.1.0', 'assets/none.tgz'),
          url('1.2.0', 'assets'),
          url('1.3.0', 'text.tgz'),
          url('1.4.0', 'assets/redis-1.0.0.tgz'),
          url('1.5.0', 'cut.tgz'),
          '{name: a, version: 1.6.0}',
          url('1.7.0', 'https://example.com/a.tgz'),
          url('1.8.0', 'file://good.tgz'),
          url('1.9.0', './unpacked/'),
        ],
      }),
      'text.tgz': 'not an archive',
      'cut.tgz': packedChart('a', '1.5.0').subarray(0, 2000),
      'good.tgz': packedChart('a', '1.8.0'),
      ...below('unpacked', chartFiles('a', '1.9.0')),
    });
    const { code, found } = await run(folder, ['index', '.']);
    expect({ code, found: new Set(found) }).toEqual({
      code: 1,
      found: new Set(['index.yaml chart-broken']),
    });
    const { versions = [] } = (await indexJson(folder)).rancher2.charts.a ?? {};
    expect(Object.fromEntries(versions.map(({ version, fault }) => [version, fault]))).toEqual({
      '1.0.0': '../x.tgz leaves the repository',
      '1.1.0': 'assets/none.tgz does not exist',
      '1.2.0': 'assets has no Chart.yaml with a name',
      '1.3.0': 'text.tgz: it is not compressed with gzip',
      '1.4.0': 'assets/redis-1.0.0.tgz: this is redis 1.0.0',
      '1.5.0': 'cut.tgz: it is truncated',
      '1.6.0': 'the entry has no URL',
      '1.7.0': null,
      '1.8.0': null,
      '1.9.0': null,
    });
  });

  test('what Rancher 2 ignores', async () => {
    const folder = redisRepository({
      'index.yaml': indexOf({
        redis: [
          indexEntry('redis', '1.0.0', ', icon: file://assets/none.svg'),
          indexEntry('redis', '1.0.0', ', description: again'),
          indexEntry(
            'redis',
            '1.10.0',
            ', kubeVersion: from 1.25, icon: "data:image/png;base64,AA=="',
          ),
          indexEntry('redis', 'one'),
        ],
      }),
      ...below('charts/other', chartFiles('other', '1.0.0')),
      ...below('charts/redis', chartFiles('redis', '1.0.0')),
    });
    const { code, found, stdout } = await run(folder, ['index', '.']);
    expect({ code, found }).toEqual({
      code: 0,
      found: [
        'charts/other chart-ignored (warning)',
        'index.yaml chart-ignored (warning)',
        'index.yaml chart-ignored (warning)',
        'index.yaml chart-ignored (warning)',
        'index.yaml chart-ignored (warning)',
      ],
    });
    expect(stdout).toContain('redis  3');
  });

  test('a chart of which Rancher 1.6 makes a template version', async () => {
    const folder = temporaryFolder({
      ...smallCatalog,
      ...below('charts/x/2.0.0', chartFiles('x', '2.0.0')),
    });
    expect(await run(folder, ['index', '.'])).toMatchObject({
      code: 0,
      found: ['charts/x/2.0.0/Chart.yaml chart-phantom (warning)'],
    });
  });

  test('a large index, and does not wait for a pipe', async () => {
    const many = Array.from(
      { length: 30_000 },
      (_, at) =>
        `    - {name: a, version: 1.0.${at}, urls: [https://example.com/${at}], description: ${'x'.repeat(200)}}\n`,
    );
    const folder = temporaryFolder({
      'index.yaml': `apiVersion: v1\nentries:\n    a:\n${many.join('')}`,
    });
    putPipe(folder, 'assets.tgz');
    const { rancher2 } = await indexJson(folder);
    expect(rancher2.charts.a?.versions).toHaveLength(30_000);
    expect(rancher2.download.fault).toBe('index.yaml is larger than 5242880 bytes');
  });
});
