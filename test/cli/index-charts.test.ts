import { describe, expect, test } from 'vitest';
import { run } from '../support/prose.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import {
  below,
  chartFiles,
  indexEntry,
  indexJson,
  indexOf,
  packedChart,
  redisRepository,
  shownVersions,
} from './chart-repository.ts';
import { smallCatalog } from './small-catalog.ts';

describe('index of charts', () => {
  test('prints what Rancher 2 lists', async () => {
    expect(await run(redisRepository(), ['index', '.'])).toMatchObject({ code: 0, found: [] });
  });

  test('prints both readings of one repository', async () => {
    const ran = await run(redisRepository(smallCatalog), ['index', '.']);
    expect(ran).toMatchObject({ code: 0, found: [] });
    expect(ran.stdout).toMatch(/^Rancher 1\.6:\nTEMPLATE[^]*\nRancher 2:\nCHART/);
  });

  test('prints the 1.6 part as it would be without charts', async () => {
    const alone = (await runCli(temporaryFolder(smallCatalog), ['index', '.'])).stdout;
    const both = (await runCli(redisRepository(smallCatalog), ['index', '.'])).stdout;
    expect(both).toContain(alone);
  });

  test('prints the versions in order, the newest as the default', async () => {
    const { ok, templates, rancher2 } = await indexJson(redisRepository());
    expect({ ok, templates, index: rancher2.index }).toEqual({
      ok: true,
      templates: {},
      index: 'index.yaml',
    });
    expect(rancher2.charts.redis).toMatchObject({ latest: '1.10.0', icon: true, hidden: false });
    expect(shownVersions(rancher2.charts.redis)).toEqual(['1.10.0', '1.0.0']);
    expect(rancher2.download).toMatchObject({ fault: null, versions: 2 });
  });

  test('lists unpacked charts of a repository without an index', async () => {
    const folder = temporaryFolder({
      ...below('charts/redis/1.0.0', chartFiles('redis', '1.0.0')),
      ...below('charts/redis/2.0.0-rc1', chartFiles('redis', '2.0.0-rc1')),
      ...below('other/deep/er', chartFiles('other', '0.1.0')),
      'other/deep/er/charts/sub/Chart.yaml': 'name: sub\nversion: 1.0.0\n',
      'assets/packed-1.0.0.tgz': packedChart('packed', '1.0.0'),
    });
    const { rancher2 } = await indexJson(folder);
    expect(Object.keys(rancher2.charts)).toEqual(['other', 'redis']);
    expect(rancher2).toMatchObject({ fault: null, index: null });
    expect(rancher2.charts.redis?.latest).toBe('1.0.0');
    expect(rancher2.download.fault).toBe('there is no index.yaml at the root');
  });

  test('filters versions by Kubernetes and by Rancher', async () => {
    const annotation = (name: string, value: string) =>
      `, annotations: {catalog.cattle.io/${name}: '${value}'}`;
    const entries = [
      indexEntry('redis', '1.0.0'),
      indexEntry('redis', '1.1.0', ", kubeVersion: '>= 1.25.0'"),
      indexEntry('redis', '1.2.0', annotation('kube-version', '>= 1.31.0-0')),
      indexEntry('redis', '1.3.0', annotation('rancher-version', '>= 2.12.0')),
      indexEntry('redis', '1.4.0', ", kubeVersion: '>= 1.25.0-0 < 1.32.0'"),
    ];
    const folder = redisRepository({ 'index.yaml': indexOf({ redis: entries }) });
    const of = async (...more: string[]) =>
      shownVersions((await indexJson(folder, ...more)).rancher2.charts.redis);
    expect(await of()).toEqual(['1.4.0', '1.3.0', '1.2.0', '1.1.0', '1.0.0']);
    // A distribution's suffix makes it a pre-release: without -0, a bound refuses it.
    expect(await of('--kube-version', 'v1.31.2-gke.1')).toEqual(['1.3.0', '1.2.0', '1.0.0']);
    const gke = ['--kube-version', 'v1.31.2-gke.1', '--rancher-version'] as const;
    expect(await of(...gke, 'v2.14.0')).toEqual(['1.3.0', '1.2.0', '1.0.0']);
    expect(await of(...gke, 'v2.15.0')).toEqual(['1.4.0', '1.3.0', '1.2.0', '1.0.0']);
    expect(await of('--kube-version', 'v1.30.0')).toEqual(['1.4.0', '1.3.0', '1.1.0', '1.0.0']);
    expect(await of('--rancher-version', 'v2.11.3')).toEqual(['1.4.0', '1.2.0', '1.1.0', '1.0.0']);
    expect(await of('--rancher-version', 'v2.12.0-rc1')).toHaveLength(5);
  });

  test('prints what is filtered, hidden and preselected', async () => {
    const entries = [
      indexEntry('redis', '1.0.0', ", kubeVersion: '>= 1.33.0-0'"),
      indexEntry('redis', '1.10.0', ", annotations: {catalog.cattle.io/hidden: 'true'}"),
    ];
    const folder = redisRepository({ 'index.yaml': indexOf({ redis: entries }) });
    const { stdout } = await run(folder, ['index', '.', '--kube-version', 'v1.31.2']);
    expect(stdout).toContain('redis 1.0.0: kubeVersion is >= 1.33.0-0');
    expect(stdout).toContain('redis has the annotation catalog.cattle.io/hidden');
  });

  test('takes the index of the shortest path', async () => {
    const found = async (...paths: string[]) => {
      const files = paths.map((path) => [path, indexOf({ [path.replaceAll(/\W/g, '')]: [] })]);
      const folder = temporaryFolder(Object.fromEntries(files) as Record<string, string>);
      return (await indexJson(folder)).rancher2.index;
    };
    expect(await found('a/b/index.yaml', 'zz/index.yaml')).toBe('zz/index.yaml');
    expect(await found('a/index.yaml', 'b/index.yaml')).toBe('a/index.yaml');
    expect(await found('a/index.yaml', 'index.yaml')).toBe('index.yaml');
  });

  test('rejects a version of Kubernetes that is not one', async () => {
    const argv = ['index', '.', '--kube-version', '1.31'];
    expect(await run(redisRepository(), argv)).toMatchObject({ code: 2, found: ['usage'] });
  });
});
