import { describe, expect, it } from 'vitest';
import { packArchive } from '../../../../src/archive/pack-archive.ts';
import type { PlannedRelease } from '../../../../src/chart/repository/chart-release.ts';
import { planCharts, type ChartPlanOptions } from '../../../../src/chart/repository/plan-charts.ts';
import { wantedPaths } from '../../../../src/chart/repository/chart-repository.ts';
import type { FileTree } from '../../../../src/model/file-tree.ts';
import { indexCatalog } from '../../../../src/rancher/index-catalog.ts';

const file = (content: string) => ({ content, mode: 0o644 as const });

function chart(
  name: string,
  version: string,
  values = 'a: 1\n',
  more: object = {},
): PlannedRelease {
  const files: FileTree = new Map([
    ['Chart.yaml', file(`apiVersion: v2\nname: ${name}\nversion: ${version}\n`)],
    ['values.yaml', file(values)],
  ]);
  return {
    name,
    version,
    files,
    archive: packArchive(files, name),
    metadata: { apiVersion: 'v2', name, version },
    icon: { path: `assets/${name}.svg`, content: '<svg/>' },
    created: '2026-11-28T09:15:00Z',
    at: { file: 'answers.yml' },
    ...more,
  };
}

type Files = Readonly<Record<string, string | Uint8Array>>;

const usual: ChartPlanOptions = { isForBoth: true, force: false, isBrokenAllowed: false };

/** The plan for files; a path that ends with `@` is a symbolic link. */
function plan(files: Files, releases: readonly PlannedRelease[], options = {}) {
  const modes = new Map(
    Object.keys(files).map((path) => [
      path.replace('@', ''),
      path.endsWith('@') ? '120000' : '100644',
    ]),
  );
  const wanted = wantedPaths(
    modes.keys(),
    releases.map(({ name }) => name),
  );
  const contents = new Map(wanted.map((path) => [path, bytes(files[path] ?? '')]));
  return planCharts({ modes, contents }, releases, { ...usual, ...options });
}

const bytes = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

/** The files after a plan. */
function after(files: Files, { plans }: ReturnType<typeof plan>): Files {
  const trees = plans.map(({ writes }) => writes);
  return {
    ...files,
    ...Object.fromEntries(
      trees.flatMap((tree) => [...tree].map(([path, { content }]) => [path, content])),
    ),
  };
}

const codes = ({ plans, diagnostics }: ReturnType<typeof plan>) =>
  [...plans.flatMap((each) => each.diagnostics), ...diagnostics].map(({ code }) => code);

const entry = { 'templates/redis/0/docker-compose.yml': "version: '2'\n" };

describe('planCharts', () => {
  it('packs charts beside an index.yaml in an empty repository', () => {
    const planned = plan({}, [chart('redis', '1.0.0'), chart('app', '1.0.0')]);
    expect(planned.plans.map(({ action }) => action)).toEqual(['create', 'create']);
    expect(Object.keys(after({}, planned)).sort()).toEqual([
      'assets/app-1.0.0.tgz',
      'assets/app.svg',
      'assets/redis-1.0.0.tgz',
      'assets/redis.svg',
      'index.yaml',
    ]);
  });

  it('changes nothing the second time, and adds the next version', () => {
    const first = after(entry, plan(entry, [chart('redis', '1.0.0')]));
    const again = plan(first, [chart('redis', '1.0.0')]);
    expect(after(first, again)).toEqual(first);
    expect([again.plans[0]?.action, again.plans[0]?.isRelease]).toEqual(['unchanged', false]);
    const next = plan(first, [chart('redis', '1.1.0')]);
    expect([...(next.plans[0]?.writes.keys() ?? [])]).toEqual([
      'assets/redis-1.1.0.tgz',
      'index.yaml',
    ]);
    const released = next.plans[0]?.released.map((each) => [
      each.version,
      [...(each.files()?.keys() ?? [])],
    ]);
    expect(released).toEqual([['1.0.0', ['Chart.yaml', 'values.yaml']]]);
  });

  it('gives the index to each chart that is released, and to no other', () => {
    const first = after({}, plan({}, [chart('redis', '1.0.0')]));
    const icon = { icon: { path: 'assets/redis.svg', content: '<svg></svg>' } };
    const releases = [
      chart('redis', '1.0.0', 'a: 1\n', icon),
      chart('app', '1.0.0'),
      chart('zoo', '1.0.0'),
    ];
    const { plans, diagnostics } = plan(first, releases);
    expect(diagnostics).toEqual([]);
    expect(plans.map(({ writes }) => [...writes.keys()])).toEqual([
      ['assets/redis.svg'],
      ['assets/app-1.0.0.tgz', 'assets/app.svg', 'index.yaml'],
      ['assets/zoo-1.0.0.tgz', 'assets/zoo.svg', 'index.yaml'],
    ]);
    expect(plans[1]?.writes.get('index.yaml')).toEqual(plans[2]?.writes.get('index.yaml'));
  });

  it.each([
    ['another digest', 'abc'],
    ['no digest', undefined],
  ])('reports a released archive with %s at the chart, and no other chart', (_name, digest) => {
    const line = digest === undefined ? '' : `\n    digest: ${digest}`;
    const index = `apiVersion: v1\nentries:\n  redis:\n  - version: 1.0.0${line}\n`;
    const { plans, diagnostics } = plan({ 'index.yaml': index }, [
      chart('redis', '1.0.0'),
      chart('zoo', '1.0.0'),
    ]);
    expect(diagnostics).toEqual([]);
    expect(plans.map((each) => [each.action, each.diagnostics.map(({ code }) => code)])).toEqual([
      ['refused', ['version-released']],
      ['create', []],
    ]);
    expect(plans[0]?.diagnostics[0]).toMatchObject({
      severity: 'error',
      at: { file: 'answers.yml' },
    });
  });

  it.each([
    [
      'a released version with other content',
      [chart('redis', '1.0.0', 'a: 2\n')],
      'version-released',
    ],
    ['a lower version', [chart('redis', '0.9.0')], 'version-lower'],
    ['a version that Helm orders the same', [chart('redis', '1.0.0+1')], 'version-unordered'],
  ])('refuses %s, packed or not', (_name, releases, code) => {
    const packed = after({}, plan({}, [chart('redis', '1.0.0')]));
    expect(codes(plan(packed, releases))).toEqual([code]);
    const unpacked = { 'charts/app/1.0.0/Chart.yaml': 'name: app\nversion: 1.0.0\n' };
    const folders = after(unpacked, plan(unpacked, [chart('redis', '1.0.0')]));
    expect(codes(plan(folders, releases))).toEqual([code]);
  });

  it('warns of a pre-release', () => {
    const { plans } = plan({}, [chart('redis', '1.0.0-rc1')]);
    expect(plans[0]?.diagnostics).toMatchObject([
      { code: 'version-unordered', severity: 'warning' },
    ]);
  });

  it.each([
    ['a link', { 'a/link@': '' }, 'neighbour-broken'],
    ['another archive', { 'assets/redis-1.0.0.tgz': 'x' }, 'target-foreign'],
    ['another icon', { 'assets/redis.svg': 'x' }, 'target-foreign'],
    ['a file in place of assets', { assets: 'x' }, 'path-unsafe'],
    ['a broken index', { 'index.yaml': '[' }, 'yaml-syntax'],
  ])('refuses %s', (_name, files, code) => {
    expect(codes(plan(files as Files, [chart('redis', '1.0.0')]))).toContain(code);
  });

  it('warns of a link where that is allowed, and replaces files by force', () => {
    const { diagnostics } = plan({ 'link@': '' }, [chart('redis', '1.0.0')], {
      isBrokenAllowed: true,
    });
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
    expect(
      codes(plan({ 'assets/redis.svg': 'x' }, [chart('redis', '1.0.0')], { force: true })),
    ).toEqual([]);
  });

  it('keeps the form of a repository with charts in folders', () => {
    const files = { 'charts/app/1.0.0/Chart.yaml': 'name: app\nversion: 1.0.0\n' };
    const paths = (options: object, more: Files = {}) =>
      Object.keys(
        after({}, plan({ ...files, ...more }, [chart('redis', '1.0.0')], options)),
      ).sort();
    const own = (base: string) => [
      'assets/redis.svg',
      `${base}/redis/1.0.0/Chart.yaml`,
      `${base}/redis/1.0.0/values.yaml`,
    ];
    expect(paths({ isForBoth: false })).toEqual(own('charts'));
    expect(paths({ isForBoth: true })).toEqual(own('rancher2/charts'));
    expect(paths({ isForBoth: false }, entry)).toEqual(own('rancher2/charts'));
  });

  it.each([
    ['with entries', { isForBoth: true }, {}],
    ['alone, beside templates of Rancher 1.6', { isForBoth: false }, entry],
  ])(
    'refuses an unpacked chart %s whose name is a version for Rancher 1.6',
    (_name, options, more) => {
      const files = { 'charts/app/1.0.0/Chart.yaml': 'name: app\nversion: 1.0.0\n', ...more };
      const { plans } = plan(files, [chart('7', '1.0.0')], options);
      expect(plans[0]?.diagnostics.map(({ code }) => code)).toEqual(['path-unsafe', 'path-unsafe']);
    },
  );

  it('reports a link in place of the index, and does not read it', () => {
    expect(codes(plan({ 'index.yaml@': 'other' }, [chart('redis', '1.0.0')]))).toEqual([
      'path-unsafe',
      'neighbour-broken',
    ]);
  });

  it.each(['redis', '7', '1.0.0', 'v2.0.0', 'config'])(
    'writes nothing that Rancher 1.6 reads for a chart %s',
    (name) => {
      for (const base of [{}, { 'charts/app/1.0.0/Chart.yaml': 'name: app\nversion: 1.0.0\n' }]) {
        const files: Files = { ...base, 'templates/redis/0/rancher-compose.yml': '' };
        const index = (all: Files) =>
          indexCatalog(
            Object.entries(all).map(([path, content]) => ({
              path,
              sizeBytes: content.length,
              text: typeof content === 'string' ? content : '',
            })),
          ).templates.map(({ id, versions }) => [id, versions.length]);
        expect(index(after(files, plan(files, [chart(name, '1.0.0')])))).toEqual(
          expect.arrayContaining(index(files)),
        );
        const more = index(after(files, plan(files, [chart(name, '1.0.0')])));
        expect(more.filter(([, count]) => Number(count) > 0)).toEqual(
          index(files).filter(([, count]) => Number(count) > 0),
        );
      }
    },
  );
});
