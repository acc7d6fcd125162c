import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadArchive, loadFolder, type ChartFile } from '../../../src/rancher2/load-chart.ts';
import { helm, type HelmMajor } from '../../support/helm.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import { tgz } from '../archive/made-archive.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const fileOf = (content: string | Uint8Array): ChartFile => {
  const bytes = Buffer.from(content as string);
  return { sizeBytes: bytes.length, read: () => bytes };
};

/** Our reading of a folder: 'loads', or where the fault is and what it is. */
function ours(files: Files): string {
  const paths = Object.keys(files).toSorted();
  const { fault } = loadFolder(new Map(paths.map((path) => [path, fileOf(files[path] ?? '')])));
  return fault ? `${fault.path}: ${fault.message}` : 'loads';
}

/** Whether helm packs a folder, which is what Rancher does with it. */
function packs(major: HelmMajor, files: Files): boolean {
  const args = ['package', temporaryFolder(files), '--destination', temporaryFolder()];
  return helm(major, args).status === 0;
}

const metadata = 'apiVersion: v2\nname: a\nversion: 1.0.0\n';
const chart = { 'Chart.yaml': metadata };
const withMetadata = (more: string) => ({ 'Chart.yaml': `${metadata}${more}\n` });
const withValues = (values: string | Uint8Array) => ({ ...chart, 'values.yaml': values });
const packedChart = tgz({ name: 'b/Chart.yaml', content: metadata });

const loading: readonly (readonly [string, Files])[] = [
  ['the least chart', chart],
  ['a chart without apiVersion', { 'Chart.yaml': 'name: a\nversion: 1.0.0\n' }],
  ['a short version', { 'Chart.yaml': 'apiVersion: v2\nname: a\nversion: 1.0\n' }],
  ['an unknown key', withMetadata('foo: {bar: 1}')],
  ['a key twice', withMetadata('name: b')],
  ['a key in other case', { 'Chart.yaml': 'NAME: a\nVersion: 1.0.0\n' }],
  [
    'numbers and bools as texts',
    withMetadata('appVersion: 1.10\nannotations: {a: 1, b: yes, 3: ~}'),
  ],
  ['deprecated: yes', withMetadata('deprecated: yes')],
  ['no values', withValues('')],
  ['values with a key twice, tags and dates', withValues('a: 1\na: !foo x\nb: 2020-01-01\n')],
  ['values that end before the text', withValues('  a: 1\nb: 2\n')],
  ['text with colons in brackets', withValues('a: [b:c, http://d/e]\n')],
  ['a byte order mark', withValues('\uFEFFa: 1\n')],
  ['a subchart', { ...chart, 'charts/b/Chart.yaml': metadata }],
  ['a packed subchart', { ...chart, 'charts/b.tgz': packedChart, 'charts/b.tgz.prov': 'x' }],
  ['files with a dot or _ in charts', { ...chart, 'charts/_b/x': '', 'charts/.c': '' }],
  ['values that are ignored', { ...withValues('{'), '.helmignore': '# x\n\nvalues.yaml\n' }],
  ['a folder that is ignored', { ...chart, 'charts/README.md': '', '.helmignore': 'charts/\n' }],
  ['a root that is ignored', { ...withValues('{'), '.helmignore': '/values.*\n' }],
  ['a negated rule', { ...withValues('{'), '.helmignore': '!Chart.yaml\n' }],
  ['classes in rules', { ...withValues('{'), '.helmignore': '[^a-c]al?es.y\\aml\n' }],
  ['a schema', { ...chart, 'values.schema.json': '{}' }],
  [
    'lock files',
    { ...chart, 'Chart.lock': 'digest: x\ngenerated: "2026-01-01T00:00:00.1+01:00"\n' },
  ],
  ['names that JavaScript has', withMetadata('toString: 1\n__proto__: {a: 1}\nconstructor: x')],
];

const failing: readonly (readonly [string, Files, string])[] = [
  ['no name', { 'Chart.yaml': 'version: 1.0.0\n' }, 'Chart.yaml: name is missing'],
  ['no version', { 'Chart.yaml': 'name: a\n' }, 'Chart.yaml: version is missing'],
  ['an empty Chart.yaml', { 'Chart.yaml': '' }, 'Chart.yaml: name is missing'],
  [
    'a list as Chart.yaml',
    { 'Chart.yaml': '[]' },
    'Chart.yaml: the file is a list; expected a map',
  ],
  ['a name with a slash', { 'Chart.yaml': 'name: a/b\nversion: 1.0.0\n' }, 'is not allowed'],
  ['a version with a zero', { 'Chart.yaml': 'name: a\nversion: 1.0.0-01\n' }, 'is not a semantic'],
  ['another type', withMetadata('type: foo'), 'type is neither application nor library'],
  ['an empty maintainer', withMetadata('maintainers: [~]'), 'maintainers has an empty item'],
  ['keywords as text', withMetadata('keywords: x'), 'keywords is text; expected a list'],
  ['a map as annotation', withMetadata('annotations: {a: {}}'), 'a is a map; expected text'],
  ['a bool in quotes', withMetadata('deprecated: "true"'), 'expected true or false'],
  ['a dependency twice', withMetadata('dependencies: [{name: b}, {name: b}]'), 'called "b"'],
  ['an alias with a space', withMetadata('dependencies: [{name: b, alias: b c}]'), 'the alias'],
  ['an empty dependency', withMetadata('dependencies: [~]'), 'dependencies has an empty item'],
  ['values that are not YAML', withValues('a: b: c\n'), 'values.yaml: mapping values'],
  ['a list of values', withValues('- a\n'), 'values.yaml: the file is a list; expected a map'],
  ['text as values', withValues('a\n'), 'values.yaml: the file is text; expected a map'],
  ['null as a key', withValues('a: {~: 2}\n'), 'a key of this map is not text'],
  ['a list as a key', withValues('{[a]: 1}\n'), 'a key of this map is not text'],
  ['a value that is not a number', withValues('a: .nan\n'), 'not a number that JSON has'],
  ['an unknown alias', withValues('a: *c\n'), "unknown anchor 'c' referenced"],
  ['values that are not UTF-8', withValues(new Uint8Array([0xff, 10])), 'invalid leading UTF-8'],
  ['a schema that is not JSON', { ...chart, 'values.schema.json': '{' }, 'the file is not JSON'],
  ['a file in charts', { ...chart, 'charts/README.md': 'x' }, 'charts/README.md: only charts'],
  [
    'a folder in charts',
    { ...chart, 'charts/b/README.md': 'x' },
    'charts/b/Chart.yaml: Chart.yaml is',
  ],
  [
    'a broken subchart',
    { ...chart, 'charts/b/Chart.yaml': 'name: b\n' },
    'charts/b/Chart.yaml: version',
  ],
  ['a broken archive in charts', { ...chart, 'charts/b.tgz': 'x' }, 'charts/b.tgz: the archive'],
  ['** in rules', { ...chart, '.helmignore': 'a/**\n' }, '.helmignore: ** is not supported'],
  ['an open class in rules', { ...chart, '.helmignore': '[\n' }, '.helmignore: "[" is not a valid'],
  ['Chart.yaml ignored', { ...chart, '.helmignore': 'Chart.yaml\n' }, 'Chart.yaml is missing'],
  ['text as Chart.lock', { ...chart, 'Chart.lock': 'foo\n' }, 'Chart.lock: the file is text'],
  [
    'a wrong time',
    { ...chart, 'Chart.lock': 'generated: x\n' },
    'generated is "x"; expected a time',
  ],
  [
    'requirements as text',
    { ...chart, 'requirements.yaml': 'dependencies: x\n' },
    'dependencies is text',
  ],
  [
    '6 MB in a file',
    { ...chart, big: Buffer.alloc(6_000_000) },
    'big: the file is larger than 5242880',
  ],
];

describe('a folder loads as a chart with', () => {
  test.each(loading)('%s', (_, files) => {
    expect(ours(files)).toBe('loads');
    expect([packs(3, files), packs(4, files)]).toEqual([true, true]);
  });
});

describe('a folder does not load as a chart with', () => {
  test.each(failing)('%s', (_, files, fault) => {
    expect(ours(files)).toContain(fault);
    expect([packs(3, files), packs(4, files)]).toEqual([false, false]);
  });
});

test('numbers and bools as texts are those of helm', () => {
  const written = `12e4 1e+3 1. .5 0x1F 0o7 010 1_000 0b11 1.5e3 190:20:30 .inf 1e400 12e +5 1_0.5 http://x/y on y
    2001-01-01 123456789012345678901234567890 -0 -0.0 08 0.10 1e-7 1e21 123456.7 1234567.5 0.0001 0.00001 16777217.0`;
  const annotations = written.split(/\s+/).map((each, index) => `  k${index + 100}: ${each}\n`);
  const source = `${metadata}annotations:\n${annotations.join('')}`;
  const { metadata: found } = loadFolder(new Map([['Chart.yaml', fileOf(source)]]));
  const { stdout } = helm(3, ['show', 'chart', temporaryFolder({ 'Chart.yaml': source })]);
  const shown = [...stdout.matchAll(/^  (k\d+): "?([^"\n]*)"?$/gm)].map(([, key, value]) => [
    key,
    value,
  ]);
  expect([...(found?.annotations ?? [])]).toEqual(shown);
  expect(shown).toHaveLength(annotations.length);
});

describe('an archive', () => {
  test('that helm has packed loads', () => {
    const folder = temporaryFolder();
    helm(4, ['create', join(folder, 'made')]);
    helm(4, ['package', join(folder, 'made'), '--destination', folder]);
    const { metadata: found } = loadArchive(readFileSync(join(folder, 'made-0.1.0.tgz')));
    expect(found).toMatchObject({ name: 'made', version: '0.1.0', appVersion: '1.16.0' });
  });

  test.each([
    [
      'a file beside the folder',
      tgz({ name: 'Chart.yaml', content: metadata }),
      'not in the folder',
    ],
    ['no Chart.yaml', tgz({ name: 'a/values.yaml' }), 'Chart.yaml is missing'],
    ['something else', Buffer.from('x'), 'it is not compressed with gzip'],
  ])('does not load with %s', (_, bytes, fault) => {
    expect(loadArchive(bytes).fault?.message).toContain(fault);
  });

  test('made by tar with ./ before names does not load, as for helm', () => {
    const folder = temporaryFolder({ 'a/Chart.yaml': metadata });
    execFileSync('tar', ['-C', folder, '-czf', join(folder, 'a.tgz'), './a']);
    expect(loadArchive(readFileSync(join(folder, 'a.tgz'))).fault).toBeDefined();
    expect(helm(4, ['show', 'chart', join(folder, 'a.tgz')]).status).not.toBe(0);
  });
});
