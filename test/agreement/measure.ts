import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isDeepStrictEqual } from 'node:util';
import { describeIndex } from '../../src/actions/entries/describe-index.ts';
import { readCatalog } from '../../src/files/read-catalog.ts';
import type { CatalogFile } from '../../src/rancher/catalog-file.ts';
import { indexCatalog } from '../../src/rancher/index-catalog.ts';
import type { Launch } from '../../src/rancher/launch/launch.ts';
import { launchVersion } from '../../src/rancher/launch/launch-version.ts';
import { cachedReader } from '../../src/source/cached-reader.ts';
import { compareErrors, type ErrorCase } from './compare-errors.ts';
import { measureImport } from './measure-import.ts';
import { recordedAnswers } from './recorded-answers.ts';
import { Tally, type Measure } from './tally.ts';

type Fields = Readonly<Record<string, unknown>>;

function compareIndex(
  source: string,
  files: readonly CatalogFile[],
  expected: Readonly<Record<string, Fields>>,
): Measure[] {
  const tally = new Tally(source);
  const served = describeIndex(indexCatalog(files, { catalogId: 'fault' }));
  for (const [folder, fields] of Object.entries(expected)) {
    const got = served[folder] as Fields | undefined;
    for (const [field, wanted] of Object.entries(fields)) {
      tally.compare(field, folder, isEither(got, field, wanted) ? wanted : got?.[field], wanted);
    }
  }
  return tally.done();
}

/**
 * Whether a recorded default is another ID of the same version text. Rancher's list has either of them, by
 * the order of a Go map (catalog-service model/template.go:189-194); the template itself has the last.
 */
function isEither(got: Fields | undefined, field: string, wanted: unknown): boolean {
  if (field !== 'defaultTemplateVersionId') return false;
  const duplicates = Object.values((got?.['duplicates'] ?? {}) as Record<string, unknown[]>);
  return duplicates.some((ids) => ids.includes(got?.[field]) && ids.includes(wanted));
}

/** One line of a file of launch cases. */
interface LaunchCase {
  readonly name: string;
  readonly dockerCompose: string;
  readonly dockerComposeIsTemplate: boolean;
  readonly rancherCompose: string;
  readonly verdict: string;
  readonly stage: string | null;
  readonly error: string | null;
  readonly undefinedVariables: readonly string[];
  readonly services: Fields | null;
}

const textFile = (path: string, text: string): [string, CatalogFile] => [
  path,
  { path, sizeBytes: text.length, text },
];

const filesOf = (texts: Readonly<Record<string, string>>) =>
  new Map(Object.entries(texts).map(([path, text]) => textFile(path, text)));

function launchCase(each: LaunchCase): Launch {
  const docker = `docker-compose.yml${each.dockerComposeIsTemplate ? '.tpl' : ''}`;
  const texts = { [docker]: each.dockerCompose, 'rancher-compose.yml': each.rancherCompose };
  const files = filesOf(texts);
  return launchVersion(files, { answers: recordedAnswers(files) });
}

function compareLaunches(source: string, cases: readonly LaunchCase[]): Measure[] {
  const tally = new Tally(source);
  for (const each of cases) {
    const launch = launchCase(each);
    tally.compare('verdict', each.name, launch.verdict, each.verdict);
    tally.compare('stage', each.name, launch.stage, each.stage);
    tally.compare('error', each.name, launch.error, each.error);
    tally.compare('services', each.name, launch.services, each.services);
    const variables = [...launch.undefinedVariables].sort();
    tally.compare('variables', each.name, variables, [...each.undefinedVariables].sort());
  }
  return tally.done();
}

/** One line of a file of mutants: Go's order of maps makes some results vary, and any of them counts. */
interface Mutant {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly real: readonly Fields[];
}

const sorted = (names: unknown): unknown =>
  Array.isArray(names) ? names.map(String).sort() : names;

function compareMutants(source: string, mutants: readonly Mutant[]): Measure[] {
  const tally = new Tally(source);
  for (const { name, files, real } of mutants) {
    // They were launched without any answer, so the executor used each question's default as it is.
    const launch = launchVersion(filesOf(files), { answers: new Map() });
    const got: Fields = {
      verdict: launch.verdict,
      stage: launch.stage,
      services: Object.keys(launch.services ?? {}).sort(),
      undefinedVariables: [...launch.undefinedVariables].sort(),
    };
    for (const [field, value] of Object.entries(got)) {
      const wanted = real.map((each) => sorted(each[field]));
      const equal = wanted.find((each) => isDeepStrictEqual(each, value));
      tally.compare(field, name, value, equal ?? wanted[0]);
    }
  }
  return tally.done();
}

function compareCorpus(
  source: string,
  files: readonly CatalogFile[],
  expected: Readonly<Record<string, Fields>>,
): Measure[] {
  const tally = new Tally(source);
  const read = cachedReader();
  const index = indexCatalog(files, { read });
  tally.compare('index errors', 'all', index.errors.length, 0);
  const versions = index.templates.flatMap((each) => [...each.versions, ...each.dropped]);
  for (const [folder, wanted] of Object.entries(expected)) {
    const version = versions.find((each) => each.folder === folder);
    const launch =
      version && launchVersion(version.files, { read, answers: recordedAnswers(version.files) });
    tally.compare('verdict', folder, launch?.verdict, wanted['verdict']);
    tally.compare('stage', folder, launch?.stage, wanted['stage']);
    tally.compare('error', folder, launch?.error, wanted['error']);
    tally.compare('variables', folder, launch?.undefinedVariables, wanted['undefinedVariables']);
    const names = Object.keys(launch?.services ?? {}).sort();
    tally.compare('services', folder, names, [...(wanted['services'] as string[])].sort());
  }
  return tally.done();
}

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const lines = (text: string): unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);

const launchCases = (path: string) => lines(readFileSync(path, 'utf8')) as LaunchCase[];

const errorCases = (path: string) => lines(readFileSync(path, 'utf8')) as ErrorCase[];

function mutantsOf(path: string): Mutant[] {
  if (!existsSync(path)) return [];
  return lines(gunzipSync(readFileSync(path)).toString('utf8')) as Mutant[];
}

const catalogOf = async (folder: string) => (await readCatalog(folder)).value ?? [];

/** The project's own cases, based on the results of Rancher's programs for similar ones. */
export function measureOwn(root: string): Measure[] {
  const folder = join(root, 'test/rancher/cases');
  const { files, expected } = json(join(folder, 'index.json')) as {
    files: Readonly<Record<string, string>>;
    expected: Readonly<Record<string, Fields>>;
  };
  const catalog = Object.entries(files).map(([path, text]) => textFile(path, text)[1]);
  return [
    ...compareIndex('own index', catalog, expected),
    ...compareLaunches('own launches', launchCases(join(folder, 'launches.jsonl'))),
    ...compareErrors(
      'go-yaml errors',
      errorCases(join(root, 'test/fixtures/go-yaml-errors.jsonl')),
    ),
  ];
}

/** Recorded results of Rancher's own programs; undefined if they are not available. */
export async function measureOracle(root: string): Promise<Measure[] | undefined> {
  const shared = join(root, '../shared');
  if (!existsSync(join(shared, 'oracle'))) return undefined;
  const index = json(join(shared, 'oracle/index/expected.json')) as Record<string, Fields>;
  const launches = json(join(shared, 'oracle/rancher-catalog-launch.json')) as Record<
    string,
    Fields
  >;
  return [
    ...compareIndex('oracle/index', await catalogOf(join(shared, 'oracle/index/catalog')), index),
    ...compareLaunches(
      'oracle/launch-cases',
      launchCases(join(shared, 'oracle/launch-cases.jsonl')),
    ),
    ...compareMutants(
      'oracle/launch-mutants',
      mutantsOf(join(shared, 'oracle/launch-mutants.jsonl.gz')),
    ),
    ...compareCorpus('corpus', await catalogOf(join(shared, 'corpus/rancher-catalog')), launches),
    ...(await measureImport(join(shared, 'corpus/rancher-catalog'))),
  ];
}
