import { isUtf8 } from 'node:buffer';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packArchive } from '../../src/archive/pack-archive.ts';
import { objectsIn, type Rendering } from '../../src/lint/charts/objects.ts';
import { helm } from './helm.ts';
import { chartsIn, type ChartsFacts } from '../../src/lint/charts/charts-facts.ts';
import { lintChartsSteps } from '../../src/lint/charts/lint-charts.ts';
import type { LintFinding } from '../../src/lint/lint-finding.ts';
import { groupByTemplate } from '../../src/lint/group-by-template.ts';
import { defaultSettings } from '../../src/lint/lint-settings.ts';
import { lintTemplate } from '../../src/lint/lint-template.ts';
import { findRule } from '../../src/lint/rule-list.ts';
import { fileTree } from '../../src/model/file-tree.ts';
import { chartSchemaCompiler } from '../../src/json-schema/chart-schema.ts';
import { notUtf8Text, type CatalogFile } from '../../src/rancher/catalog-file.ts';
import { equalHosts } from '../../src/plan/environment.ts';
import { unplaceableOn } from '../../src/plan/prove-unplaceable.ts';

const folder = join(import.meta.dirname, '../lint');

function readAll(root: string): Map<string, Buffer> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(root.length + 1), readFileSync(path)]),
  );
}

/** Paths of a fixture are those in the folder of the template or chart, those below catalog/ from the catalog's root. */
const placed = (path: string, entry: string) =>
  path.startsWith('catalog/') ? path.slice('catalog/'.length) : `${entry}/${path}`;

function catalogFile(path: string, bytes: Buffer, sizeBytes = bytes.length): CatalogFile {
  if (!/\.(?:ya?ml|tpl|json)$/.test(path)) return { path, sizeBytes };
  const content = isUtf8(bytes) ? { text: bytes.toString() } : notUtf8Text(bytes);
  return { path, sizeBytes, ...content };
}

/** A fixture: the base entry, overlaid with its own files. */
interface Fixture {
  readonly files: readonly CatalogFile[];
  readonly hosts: number | undefined;
  /** Of a rule about charts: the content of each file. Those below a path that ends with .tgz are packed. */
  readonly charts: ReadonlyMap<string, Buffer> | undefined;
  /** Whether helm renders the charts. */
  readonly isRendered: boolean;
  /** Why it did not, as a clause. */
  readonly notRendered: string | undefined;
  /** Paths of symbolic links. */
  readonly links: readonly string[];
  /** `path:line rule`, or `path rule` for a file as a whole; sorted. */
  readonly expected: readonly string[];
}

const lines = (text: string | undefined) => (text ?? '').split('\n').filter((line) => line !== '');

function expectations(files: readonly CatalogFile[], extra: string | undefined): string[] {
  const marked = files.flatMap(({ path, text = '' }) =>
    text.split('\n').flatMap((line, index) =>
      (/# expect: (.*)$/.exec(line)?.[1] ?? '')
        .split(/[\s,]+/)
        .filter((rule) => rule !== '')
        .map((rule) => `${path}:${index + 1} ${rule}`),
    ),
  );
  return [...marked, ...lines(extra)].sort();
}

const compile = await chartSchemaCompiler((check) => ({ value: check() }));

/** Whether a fixture is of a rule about charts. */
const isOfCharts = (name: string) =>
  findRule(name.split('/').at(-2) ?? '')?.group.startsWith('chart') === true;

/**
 * Reads a fixture. `.absent` lists files of the base to leave out, `.sizes` files by path and size,
 * `.hosts` is the number of hosts, `.links` lists symbolic links, `.expect` lists findings on lines that cannot have a comment.
 */
export function readFixture(name: string): Fixture {
  const own = readAll(join(folder, 'rules', name));
  const [base, entry] = isOfCharts(name) ? ['chart-base', 'sample'] : ['base', 'templates/sample'];
  const directive = (key: string) => own.get(key)?.toString();
  const absent = new Set(lines(directive('.absent')));
  const all = new Map(
    [...readAll(join(folder, base)), ...own].filter(
      ([path]) => !path.startsWith('.') && !(absent.has(path) && !own.has(path)),
    ),
  );
  const sizes = new Map(
    lines(directive('.sizes')).map((line) => line.split(' ') as [string, string]),
  );
  const files = [...new Set([...all.keys(), ...sizes.keys()])].map((path) => {
    const size = sizes.get(path);
    const bytes = all.get(path) ?? Buffer.alloc(0);
    return catalogFile(placed(path, entry), bytes, size === undefined ? undefined : Number(size));
  });
  const hosts = directive('.hosts');
  return {
    files,
    hosts: hosts === undefined ? undefined : Number(hosts),
    charts: isOfCharts(name)
      ? new Map(
          [
            ...[...sizes].map(([path, size]) => [path, Buffer.alloc(Number(size))] as const),
            ...all,
          ].map(([path, bytes]) => [placed(path, entry), bytes]),
        )
      : undefined,
    isRendered: findRule(name.split('/').at(-2) ?? '')?.group === 'chart-objects',
    notRendered: directive('.not-rendered')?.trim(),
    links: lines(directive('.links')),
    expected: expectations(files, directive('.expect')),
  };
}

/** The files of a repository; those below a path that ends with .tgz as an archive. */
function packed(contents: ReadonlyMap<string, Buffer>): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const archives = new Map<string, Map<string, Uint8Array>>();
  for (const [path, bytes] of contents) {
    const [, archive, inside] = /^(.*?\.tgz)\/(.*)$/.exec(path) ?? [];
    if (archive === undefined || inside === undefined) files.set(path, bytes);
    else archives.set(archive, (archives.get(archive) ?? new Map()).set(inside, bytes));
  }
  for (const [path, inside] of archives) {
    const tree = [...inside].map(([name, content]) => [name, { content, mode: 0o644 }] as const);
    files.set(path, packArchive(fileTree(tree), 'sample'));
  }
  return files;
}

/** The repository of a fixture about charts. */
function chartsOfFixture({ charts = new Map(), files: all, links }: Fixture) {
  const sizes = new Map(all.map(({ path, sizeBytes }) => [path, sizeBytes]));
  const files = [...packed(charts)].map(
    ([path, bytes]) =>
      [path, { sizeBytes: sizes.get(path) ?? bytes.length, read: () => bytes }] as const,
  );
  return chartsIn({ files: new Map(files), links }, true);
}

/** What helm renders of the charts of a fixture. */
function renderFixture({ charts = new Map() }: Fixture, { places }: ChartsFacts) {
  const root = mkdtempSync(join(tmpdir(), 'rancher-catalog-fixture-'));
  try {
    for (const [path, content] of packed(charts)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    return new Map(
      places.map(({ path }): [string, Rendering] => {
        const { status, stdout, stderr } = helm(4, ['template', 'sample', join(root, path)]);
        return [
          path,
          status === 0 ? { objects: objectsIn(stdout) } : { fault: stderr.replace(/^Error: /, '') },
        ];
      }),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function lintCharts(fixture: Fixture): readonly LintFinding[] {
  const { notRendered: reason } = fixture;
  const facts = chartsOfFixture(fixture);
  if (!facts) return [];
  const renderings = fixture.isRendered ? renderFixture(fixture, facts) : new Map();
  const steps = lintChartsSteps(
    { ...facts, notRendered: reason === undefined ? undefined : { reason, hint: '' } },
    { ...defaultSettings, compile, renderings },
  );
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value.findings;
  }
}

/** All findings about a fixture. */
export function lintFixture(fixture: Fixture): readonly LintFinding[] {
  if (fixture.charts) return lintCharts(fixture);
  const { files, hosts } = fixture;
  const options = {
    ...defaultSettings.options,
    findUnplaceable: unplaceableOn(hosts === undefined ? hosts : equalHosts(hosts)),
  };
  return groupByTemplate(files).flatMap((group) =>
    lintTemplate(group, { ...defaultSettings, options }),
  );
}

/** A finding in the format of the expectations. */
export const foundAt = ({ code, at }: LintFinding): string =>
  `${at.file}${at.line === undefined ? '' : `:${at.line}`} ${code}`;

/** The rules that have fixtures. */
export const fixtureRules: readonly string[] = existsSync(join(folder, 'rules'))
  ? readdirSync(join(folder, 'rules')).sort()
  : [];
