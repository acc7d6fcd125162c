import { describe, expect, test } from 'vitest';
import { loadDownloadedIndex, loadIndex } from '../../../src/rancher2/load-index.ts';
import { helmFinds } from '../../support/helm-repository.ts';

function ours(index: string): string[] | undefined {
  const { index: found } = loadIndex(index);
  return (
    found &&
    [...found.charts].flatMap(([chart, entries]) =>
      entries.map(({ version }) => `${chart} ${version}`),
    )
  );
}

const index = (entries: string, more = '') => `apiVersion: v1\n${more}\nentries: ${entries}\n`;
const entry = (more: string) => index(`{a: [{name: a, version: 1.0.0, urls: [x], ${more}}]}`);
const versions = '1.0.0 1.10.0 1.9.0+b 2.0.0-rc1 2.0.0 v3 1.2'.split(' ');

const loading: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'versions in any order',
    index(`{a: [${versions.map((each) => `{name: a, version: "${each}"}`).join(', ')}]}`),
    ['a v3', 'a 2.0.0', 'a 2.0.0-rc1', 'a 1.10.0', 'a 1.9.0+b', 'a 1.2', 'a 1.0.0'],
  ],
  ['no entries', 'apiVersion: v9\n', []],
  ['charts without versions', index('{a: ~, b: []}'), []],
  [
    'JSON with unknown keys',
    '{"apiVersion":"v1","x":1,"entries":{"a":[{"name":"a","version":"1.0.0","x":1}]}}',
    ['a 1.0.0'],
  ],
  ['another name than its key', index('{a: [{name: b, version: 1.0.0}]}'), ['a 1.0.0']],
  ['an entry without metadata', index('{a: [{urls: [x]}]}'), []],
  [
    'entries that are not valid',
    index(
      '{a: [{name: a, version: x}, {name: a, version: 1.0.0}, {name: a, version: 1.1.0, maintainers: [~]}]}',
    ),
    ['a 1.0.0'],
  ],
  ['a dependency twice', entry('dependencies: [{name: b}, {name: b}]'), ['a 1.0.0']],
  ['a time without quotes', entry('created: 2020-01-01T00:00:00.123456789+01:00'), ['a 1.0.0']],
  [
    'keys of Helm 2',
    entry('engine: a, tillerVersion: b, checksum: c, url: d, digest: 1'),
    ['a 1.0.0'],
  ],
  [
    'keys in other case',
    'apiVersion: v1\nEntries: {a: [{Name: a, VERSION: 1.0.0}]}\n',
    ['a 1.0.0'],
  ],
  ['a number as the name of a chart', index('{1: [{name: a, version: 1.0.0}]}'), ['1 1.0.0']],
  ['information of the server', index('{}', 'serverInfo: {contextPath: x}\npublicKeys: []'), []],
];

const failing: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'the file is empty'],
  ['a comment only', '# x\n', 'apiVersion is missing'],
  ['no apiVersion', 'entries: {}\n', 'apiVersion is missing'],
  ['a list', '[]', 'the file is a list'],
  ['an unknown key', index('{}', 'foo: 1'), 'unknown key foo'],
  ['an unknown key in an entry', entry('foo: 1'), 'unknown key foo'],
  ['an unknown key in a dependency', entry('dependencies: [{name: b, foo: 1}]'), 'unknown key foo'],
  ['a key twice', entry('name: b'), 'duplicate key name'],
  ['a date instead of a time', entry('created: 2020-01-01'), 'created is "2020-01-01"'],
  ['an empty time', entry('created: ""'), 'created is ""'],
  ['a time in lower case', entry('created: 2020-01-01t00:00:00z'), 'expected a time'],
  ['the 30th of February', entry('created: 2020-02-30T00:00:00Z'), 'expected a time'],
  [
    'one URL as text',
    index('{a: [{name: a, version: 1.0.0, urls: x}]}'),
    'urls is text; expected a list',
  ],
  [
    'a version that is a number',
    index('{a: [{name: a, version: 1.10}]}'),
    'version is a number; expected text in quotes',
  ],
  [
    'an annotation that is a number',
    entry('annotations: {catalog.cattle.io/featured: 1}'),
    'text in quotes',
  ],
  ['a bool in quotes', entry('removed: "true"'), 'expected true or false'],
  ['a map of versions', index('{a: {name: a}}'), 'a is a map; expected a list'],
  ['text that is not YAML', 'apiVersion: v1\nentries: [\n', 'did not find expected node content'],
];

describe('an index loads with', () => {
  test.each(loading)('%s', async (_, source, expected) => {
    expect(ours(source)).toEqual(expected);
    expect([await helmFinds(3, source), await helmFinds(4, source)]).toEqual([expected, expected]);
  });

  // helm 3 crashes with it.
  test('an empty entry', async () => {
    const source = index('{a: [~, {name: a, version: 1.0.0}]}');
    expect(ours(source)).toEqual(['a 1.0.0']);
    expect(await helmFinds(4, source)).toEqual(['a 1.0.0']);
  });
});

describe('an index does not load with', () => {
  test.each(failing)('%s', async (_, source, fault) => {
    expect(loadIndex(source).fault?.message).toContain(fault);
    expect([await helmFinds(3, source), await helmFinds(4, source)]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

test('a downloaded index may have unknown keys and invalid entries', () => {
  const { index: found } = loadDownloadedIndex(index('{a: [{name: a, version: x, foo: 1}]}'));
  expect(found?.charts.get('a')).toMatchObject([{ version: 'x' }]);
  expect(loadDownloadedIndex('entries: {}\n').fault?.message).toBe('apiVersion is missing');
});
