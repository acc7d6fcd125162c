import { join } from 'node:path';
import type { ChartDefaults } from '../../chart/migration/stack-answers.ts';
import { catalogError } from '../../diagnostics/diagnostic.ts';
import { yielding } from '../../files/yielding.ts';
import { isMap, type JsonMap } from '../../model/json.ts';
import { baseName } from '../../rancher/catalog-file.ts';
import { archiveContents } from '../../rancher2/chart-files.ts';
import { findIndex } from '../../rancher2/find-index.ts';
import { textOfBytes } from '../../rancher2/file-text.ts';
import { isPreRelease } from '../../rancher2/filter-versions.ts';
import type { IndexEntry } from '../../rancher2/load-index.ts';
import { openChart, repositoryPath } from '../../rancher2/open-chart.ts';
import { foldersOf, type Repository } from '../../rancher2/repository-files.ts';
import { parseSource } from '../../source/parse-source.ts';
import { chartRepositoryOf } from '../entries/read-charts.ts';
import type { FoundEntry } from './find-entry.ts';

/** The chart that a stack is migrated to. */
export interface FoundChart extends ChartDefaults {
  readonly name: string;
  readonly version: string;
  /** The archive or folder, for `helm install`. */
  readonly path: string;
  /** An archive of the version of the stack that the index lacks. @default there is none */
  readonly unlisted?: string | undefined;
}

/** The text of values.yaml of a chart in a repository. */
function valuesText({ files }: Repository, path: string): string | undefined {
  const archive = files.get(path)?.read();
  const bytes = archive
    ? archiveContents(archive).get('values.yaml')
    : files.get(`${path}/values.yaml`)?.read();
  return bytes && textOfBytes(bytes);
}

function readValues(
  repository: Repository,
  entry: IndexEntry,
  catalog: string,
  index: string,
): Omit<FoundChart, 'unlisted'> {
  const [url = ''] = entry.urls;
  const of = `the chart ${entry.name} ${entry.version}`;
  const opened = openChart(entry, repository, foldersOf(repository.files));
  if (opened.kind === 'url' || opened.fault !== undefined) {
    throw catalogError(
      'chart-broken',
      opened.fault === undefined
        ? `${of} is not in this catalog: it is at ${url}`
        : `${of} cannot be opened: ${opened.fault}`,
      opened.fault === undefined
        ? 'download the archive into the catalog, and write its path into index.yaml'
        : 'restore it from the history of the catalog, or publish the entry again as a new version',
      { file: join(catalog, index) },
    );
  }
  const path = repositoryPath(url) ?? '';
  const shown = join(catalog, path);
  const text = valuesText(repository, path);
  const values = text === undefined ? undefined : parseSource(text, shown).value?.value;
  if (!isMap(values)) {
    throw catalogError(
      'chart-broken',
      `${of} has no values.yaml that can be read`,
      'publish a new version of the entry, whose chart has one',
      { file: shown },
    );
  }
  const { name, version } = entry;
  return { name, version, path: shown, values: values as JsonMap, place: { file: shown } };
}

/**
 * The chart that was released beside an entry: that of the version of the stack, otherwise the newest one. Undefined if
 * the catalog has none.
 */
export async function findChart(
  { catalog: folder, text }: FoundEntry,
  name: string,
  catalog: string,
  signal: AbortSignal,
): Promise<FoundChart | undefined> {
  if (!folder) return undefined;
  const repository = chartRepositoryOf(catalog, folder);
  const { index, path = '', fault } = await findIndex(repository, yielding(signal));
  if (fault) {
    throw catalogError(
      'chart-repository',
      `Rancher 2 lists no chart of this repository: ${fault.message}`,
      'rancher-catalog index shows the same',
      { file: join(catalog, fault.path) },
    );
  }
  const versions = index.charts.get(name) ?? [];
  const chosen =
    versions.find(({ version }) => version === text) ??
    versions.find(({ version }) => !isPreRelease(version)) ??
    versions[0];
  if (!chosen) return undefined;
  const archive = [...repository.files.keys()].find(
    (file) => baseName(file) === `${name}-${text}.tgz`,
  );
  const unlisted = archive === undefined ? undefined : join(catalog, archive);
  return { ...readValues(repository, chosen, catalog, path), unlisted };
}
