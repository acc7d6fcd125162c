import {
  catalogError,
  CatalogError,
  type Diagnostic,
  type Place,
} from '../../diagnostics/diagnostic.ts';
import { assertFolder } from '../../files/named-folder.ts';
import { readCatalogFolder } from '../../files/read-catalog.ts';
import { yielding } from '../../files/yielding.ts';
import { groupByTemplate } from '../../lint/group-by-template.ts';
import { inWalkOrder, type CatalogFile } from '../../rancher/catalog-file.ts';
import { indexCatalog } from '../../rancher/index-catalog.ts';
import type { CatalogIndex, IndexedTemplate } from '../../rancher/indexed-template.ts';
import type { ChartFault } from '../../rancher2/load-chart.ts';
import type { RepositoryReading } from '../../rancher2/read-repository.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import { placeAt } from '../../source/place-at.ts';
import { chartsDiagnostics } from './chart-diagnostics.ts';
import { describeCharts } from './describe-charts.ts';
import { describeIndex, indexDiagnostics, isListed, pathFrom } from './describe-index.ts';
import { readCharts } from './read-charts.ts';

/** Which catalog to index, and for whom. */
export interface IndexFolderOptions {
  readonly folder: string;
  /** The catalog's name in Rancher, the first part of every id. */
  readonly catalogId: string;
  /** Leaves out versions that are not for this Rancher, such as v1.6.30; '' leaves out none. */
  readonly rancherVersion: string;
  /** Leaves out charts that are not for this Kubernetes, such as v1.31.2; '' leaves out none. */
  readonly kubeVersion: string;
  readonly signal: AbortSignal;
}

/** What Rancher serves of a catalog. */
export interface IndexedCatalog {
  readonly index: Pick<CatalogIndex, 'templates' | 'errors'>;
  /** The templates that Rancher lists. */
  readonly listed: readonly IndexedTemplate[];
  /** What Rancher 2 makes of the folder; undefined for a catalog of Rancher 1.6 alone. */
  readonly charts: RepositoryReading | undefined;
  /** All templates as plain data, by their folders. */
  describe(): Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: ReadonlyMap<string, string>;
}

const wanted = 'expected templates/<name>/config.yml, or another directory in place of templates';

/** Throws unless something in a folder could be meant as a catalog. */
function assertAnyEntry(
  { templates, errors }: IndexedCatalog['index'],
  files: readonly CatalogFile[],
  folder: string,
): void {
  if (errors.length > 0) return;
  if (templates.some(({ configFiles, versions }) => configFiles.length + versions.length > 0)) {
    return;
  }
  const isTemplate = files.some(({ path }) => path === 'config.yml');
  throw catalogError(
    'not-a-catalog',
    files.length === 0
      ? 'this directory is empty'
      : 'Rancher would find no entry in this directory',
    isTemplate ? 'this is a template: pass the directory of the catalog' : wanted,
    { file: folder },
  );
}

/** Indexes template after template, which is the same as all at once, and can be interrupted. */
async function indexGroups(
  files: readonly CatalogFile[],
  { catalogId, rancherVersion, signal }: IndexFolderOptions,
): Promise<IndexedCatalog['index']> {
  const pause = yielding(signal);
  const read = cachedReader();
  const parts: CatalogIndex[] = [];
  for (const group of groupByTemplate(inWalkOrder(files))) {
    await pause();
    parts.push(indexCatalog(group, { catalogId, rancherVersion, read }));
  }
  return {
    templates: parts.flatMap(({ templates }) => templates),
    errors: parts.flatMap(({ errors }) => errors),
  };
}

/** The texts of faulty files, by the paths that diagnostics name. */
function textsOf(
  faults: readonly ChartFault[],
  files: readonly CatalogFile[],
  folder: string,
): ReadonlyMap<string, string> {
  const paths = new Set(faults.map(({ path }) => path));
  return new Map(
    files
      .filter(({ path }) => paths.has(path))
      .map(({ path, text }) => [pathFrom(folder, path), text ?? '']),
  );
}

function placeOf(
  { path, offset }: Pick<ChartFault, 'path' | 'offset'>,
  texts: ReadonlyMap<string, string>,
  folder: string,
): Place {
  const file = pathFrom(folder, path);
  const text = texts.get(file);
  return offset === undefined || text === undefined ? { file } : placeAt(file, text, offset);
}

/** Determines what Rancher would serve of the catalog in a folder. */
export async function indexFolder(options: IndexFolderOptions): Promise<IndexedCatalog> {
  const { folder, signal } = options;
  assertFolder(folder, { of: 'a catalog', missingHint: 'pass the directory of a catalog' });
  const { value: found, diagnostics } = await readCatalogFolder(folder, signal);
  if (!found) throw new CatalogError(diagnostics);
  const index = await indexGroups(found.files, options);
  const charts = await readCharts(folder, found, options, yielding(signal));
  if (!charts) assertAnyEntry(index, found.files, folder);
  const texts = new Map(
    index.errors.map(({ file }) => [pathFrom(folder, file.path), file.text ?? '']),
  );
  const faults = charts ? [...(charts.fault ? [charts.fault] : []), ...charts.skipped] : [];
  const chartTexts = textsOf(faults, found.files, folder);
  return {
    index,
    charts,
    listed: index.templates.filter(isListed),
    describe: () => ({
      templates: describeIndex(index),
      ...(charts ? { rancher2: describeCharts(charts) } : {}),
    }),
    diagnostics: [
      ...indexDiagnostics(index, folder),
      ...(charts
        ? chartsDiagnostics(charts, index, folder, (fault) => placeOf(fault, chartTexts, folder))
        : []),
    ],
    texts: new Map([...texts, ...chartTexts]),
  };
}
