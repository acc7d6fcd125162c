import { statSync } from 'node:fs';
import { join } from 'node:path';
import { chartLimits } from '../../archive/read-archive.ts';
import { catalogError, CatalogError, type Place } from '../../diagnostics/diagnostic.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { readBytes } from '../../files/read-bytes.ts';
import { readCatalogFolder, type CatalogFolder } from '../../files/read-catalog.ts';
import { yielding } from '../../files/yielding.ts';
import { inWalkOrder } from '../../rancher/catalog-file.ts';
import { archiveContents, type ChartContents } from '../../rancher2/chart-files.ts';
import type { ChartMetadata } from '../../rancher2/chart-metadata.ts';
import { loadArchive, loadFolder, type LoadedChart } from '../../rancher2/load-chart.ts';
import { isHttp, repositoryPath } from '../../rancher2/open-chart.ts';
import { placeAt } from '../../source/place-at.ts';
import { textOfBytes } from '../../rancher2/file-text.ts';
import type { ChartReading } from '../../rancher2/read-repository.ts';
import { readCharts } from '../entries/read-charts.ts';

/** A chart that is launched. */
export interface ReadChart {
  readonly metadata: ChartMetadata;
  readonly contents: ChartContents;
  /** The archive, if it is one; else it is a folder. */
  readonly archive: Uint8Array | undefined;
  /** The path that messages name. */
  readonly shown: string;
}

/** The path of a file of a chart in messages. */
export const chartPath = ({ archive, shown }: Pick<ReadChart, 'archive' | 'shown'>, path: string) =>
  `${shown}${archive ? ':' : '/'}${path}`;

/** The chart, or an error with the place where it does not load. */
function loadedChart(
  { metadata, fault }: LoadedChart,
  contents: ChartContents,
  archive: Uint8Array | undefined,
  shown: string,
): ReadChart {
  if (metadata) return { metadata, contents, archive, shown };
  const bytes = contents.get(fault.path);
  const file = fault.path === '' ? shown : chartPath({ archive, shown }, fault.path);
  const at: Place =
    bytes && fault.offset !== undefined
      ? placeAt(file, textOfBytes(bytes), fault.offset)
      : { file };
  throw catalogError(
    'launch-chart',
    `Helm cannot load this chart: ${fault.message}`,
    undefined,
    at,
  );
}

function readArchiveFile(path: string, shown: string): ReadChart {
  const bytes = readBytes(path, chartLimits.packedBytes);
  if (!bytes) {
    throw catalogError(
      'file-unreadable',
      `the archive cannot be read, or is larger than ${chartLimits.packedBytes} bytes`,
      undefined,
      { file: shown },
    );
  }
  return loadedChart(loadArchive(bytes), archiveContents(bytes), bytes, shown);
}

async function folderAt(path: string, signal: AbortSignal): Promise<CatalogFolder> {
  const { value, diagnostics } = await readCatalogFolder(path, signal);
  if (!value) throw new CatalogError(diagnostics);
  return value;
}

async function readFolder(path: string, shown: string, signal: AbortSignal): Promise<ReadChart> {
  const { files } = await folderAt(path, signal);
  const read = new Map<string, Uint8Array>();
  let left = chartLimits.inflatedBytes;
  for (const file of inWalkOrder(files)) {
    const bytes = readBytes(join(path, file.path), left);
    if (!bytes) {
      throw catalogError(
        'file-unreadable',
        'the file cannot be read, or the chart is too large',
        undefined,
        {
          file: `${shown}/${file.path}`,
        },
      );
    }
    left -= bytes.length;
    read.set(file.path, bytes);
  }
  const asFiles = new Map(
    [...read].map(([name, bytes]) => [name, { sizeBytes: bytes.length, read: () => bytes }]),
  );
  return loadedChart(loadFolder(asFiles), read, undefined, shown);
}

/** The chart of a repository that `wanted`, NAME or NAME@VERSION, names, and its version. */
function wantedVersion(charts: readonly ChartReading[], wanted: string, folder: string) {
  const [name = '', version] = wanted.split('@', 2);
  const chart = charts.find((each) => each.name === name);
  if (!chart) {
    const names = charts.map((each) => each.name);
    const meant = nearest(name, names);
    throw catalogError(
      'launch-chart',
      `this repository has no chart ${name}`,
      meant === undefined ? `it has ${listWords(names.slice(0, 10))}` : `did you mean ${meant}?`,
      { file: folder },
    );
  }
  const asked = version ?? chart.latest ?? chart.versions[0]?.entry.version;
  const found = chart.versions.find(({ entry }) => entry.version === asked);
  if (found) return found;
  throw catalogError(
    'launch-chart',
    `this repository has no version ${asked ?? ''} of ${name}`,
    `it has ${listWords(chart.versions.slice(0, 10).map(({ entry }) => entry.version))}`,
    { file: folder },
  );
}

/** A chart of a repository, as Rancher 2 lists it. */
async function readListed(folder: string, wanted: string, signal: AbortSignal): Promise<ReadChart> {
  const found = await folderAt(folder, signal);
  const everyone = { kubeVersion: '', rancherVersion: '' };
  const reading = await readCharts(folder, found, everyone, yielding(signal));
  if (!reading || reading.fault) {
    throw catalogError(
      'launch-chart',
      'Rancher 2 would list no chart of this directory',
      reading
        ? `rancher-catalog index ${folder} shows why`
        : 'pass the root of a repository with charts, which has an index.yaml',
      { file: folder },
    );
  }
  const { entry, opened } = wantedVersion(reading.charts, wanted, folder);
  const [url = ''] = entry.urls;
  const path = repositoryPath(url);
  if (isHttp(url) || path === undefined || opened.fault !== undefined) {
    throw catalogError(
      'launch-chart',
      opened.fault ?? `${entry.name} ${entry.version} is not in this directory: it is at ${url}`,
      isHttp(url) ? 'download the archive, and pass its path' : undefined,
      { file: folder },
    );
  }
  const shown = `${folder}/${path}`;
  return opened.kind === 'archive'
    ? readArchiveFile(join(folder, path), shown)
    : readFolder(join(folder, path), shown, signal);
}

/** What cannot be examined is reported when it is read. */
function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Whether a path is of a chart: an archive, or a folder with Chart.yaml that is not a version for Rancher 1.6. */
export function isChart(path: string): boolean {
  if (path.endsWith('.tgz') && isFile(path)) return true;
  const compose = ['docker-compose.yml', 'docker-compose.yml.tpl'];
  return isFile(join(path, 'Chart.yaml')) && !compose.some((name) => isFile(join(path, name)));
}

/** Reads a chart: a folder, an archive, or of a repository the one that `wanted` names. Throws if there is none. */
export async function readChart(
  path: string,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<ReadChart> {
  if (wanted !== undefined) return readListed(path, wanted, signal);
  return path.endsWith('.tgz') ? readArchiveFile(path, path) : readFolder(path, path, signal);
}
