import { describe, expect, test } from 'vitest';
import { findIndex } from '../../../src/rancher2/find-index.ts';

const chart = 'apiVersion: v2\nname: web\nversion: 1.0.0\n';
const broken = 'apiVersion: v2\nname: web\n';
const index = 'apiVersion: v1\nentries: {db: [{name: db, version: 1.0.0, urls: [x]}]}\n';

/** What Rancher makes of these files: the fault or the index, and the charts with their URLs. */
async function found(files: Readonly<Record<string, string>>, links: readonly string[] = []) {
  const entries = Object.entries(files).map(([path, text]) => {
    const bytes = Buffer.from(text);
    return [path, { sizeBytes: bytes.length, read: () => bytes }] as const;
  });
  const result = await findIndex({ files: new Map(entries), links }, () => undefined);
  const charts = [...result.index.charts.values()].flat();
  return {
    fault: result.fault?.path,
    index: result.path,
    charts: charts.map(({ name, urls }) => `${name} ${urls.join(' ')}`),
    hidden: result.hidden.map(({ path }) => path),
  };
}

describe('Rancher takes', () => {
  test('the whole repository as one chart, and looks no deeper', async () => {
    const files = { 'Chart.yaml': chart, 'index.yaml': index, 'sub/Chart.yaml': broken };
    expect(await found(files)).toMatchObject({ index: undefined, charts: ['web .'] });
  });

  test('no index and no chart inside a chart', async () => {
    const files = { 'a/Chart.yaml': chart, 'a/index.yaml': index, 'a/b/c/Chart.yaml': broken };
    expect(await found(files)).toMatchObject({ index: undefined, charts: ['web a'] });
  });

  test('an index, and hides the charts that it lacks', async () => {
    const files = { 'index.yaml': index, 'a/Chart.yaml': chart, 'z/Chart.yaml': chart };
    expect(await found(files)).toEqual({
      fault: undefined,
      index: 'index.yaml',
      charts: ['db x'],
      hidden: ['a', 'z'],
    });
  });

  test('an index deep in the repository as well', async () => {
    const files = { 'docs/a/index.yaml': index, 'charts/web/Chart.yaml': chart };
    expect(await found(files)).toMatchObject({ index: 'docs/a/index.yaml', charts: ['db x'] });
  });

  test('the charts of directories in place of an index that does not load', async () => {
    const files = { 'index.yaml': 'entries: {}\n', 'charts/web/Chart.yaml': chart };
    expect(await found(files)).toMatchObject({ index: undefined, charts: ['web charts/web'] });
  });

  test('two versions of one chart from any directories', async () => {
    const files = { 'x/Chart.yaml': chart, 'a/b/Chart.yaml': chart.replace('1.0.0', '1.1.0') };
    expect(await found(files)).toMatchObject({ charts: ['web a/b', 'web x'] });
  });

  test('nothing of an empty repository', async () => {
    expect(await found({})).toMatchObject({ fault: undefined, index: undefined, charts: [] });
  });
});

describe('Rancher refuses the repository for', () => {
  test.each([
    ['a broken chart', { 'a/Chart.yaml': broken }, 'a/Chart.yaml'],
    [
      'one before the index by name',
      { 'index.yaml': index, 'a/Chart.yaml': broken },
      'a/Chart.yaml',
    ],
    [
      'one in a directory called index.yaml',
      { 'index.yaml/a/Chart.yaml': broken },
      'index.yaml/a/Chart.yaml',
    ],
    [
      'one whose name sorts before others by bytes',
      { 'Z/Chart.yaml': broken, 'a/Chart.yaml': broken },
      'Z/Chart.yaml',
    ],
  ])('%s', async (_, files, fault) => {
    expect(await found(files)).toMatchObject({ fault, charts: [] });
  });

  test('a link, before everything else', async () => {
    const files = { 'index.yaml': index, 'a/Chart.yaml': broken };
    expect(await found(files, ['z', 'b'])).toMatchObject({ fault: 'b', charts: [] });
  });

  test.each([
    ['after the index by name', { 'index.yaml': index, 'z/Chart.yaml': broken }],
    ['that has no name', { 'index.yaml': index, 'a/Chart.yaml': 'version: 1.0.0\n' }],
    ['whose Chart.yaml is not YAML', { 'index.yaml': index, 'a/Chart.yaml': '{' }],
  ])('but not for a broken chart %s', async (_, files) => {
    expect(await found(files)).toMatchObject({ fault: undefined, charts: ['db x'] });
  });
});
