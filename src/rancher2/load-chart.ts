import { chartLimits, readArchive } from '../archive/read-archive.ts';
import { bytesOf } from '../model/file-tree.ts';
import {
  duplicateDependency,
  lockFields,
  metadataFault,
  metadataFields,
  metadataOf,
  type ChartMetadata,
} from './chart-metadata.ts';
import { anything, decodeYaml, map, struct, text, time, type Target } from './decode-yaml.ts';
import type { YamlRead } from '../source/read-yaml.ts';
import { textOfBytes } from './file-text.ts';
import { parseIgnoreRules } from './ignore-rules.ts';

/** A file of a chart, or of a repository. */
export interface ChartFile {
  readonly sizeBytes: number;
  /** The content; undefined if it cannot be read. */
  read(): Uint8Array | undefined;
}

/** Files by their path in the chart, in the order in which Helm reads them. */
export type ChartFiles = ReadonlyMap<string, ChartFile>;

/** Why a chart does not load: the file, and the position in it if it is a text. */
export interface ChartFault {
  readonly path: string;
  readonly message: string;
  readonly offset?: number;
  /** The file was not read, so it is unknown what Rancher makes of it. */
  readonly unchecked?: true;
}

export type LoadedChart =
  | { readonly metadata: ChartMetadata; readonly fault?: undefined }
  | { readonly metadata?: undefined; readonly fault: ChartFault };

/** Helm refuses a folder with a larger file; 5 MiB (helm pkg/chart/loader/archive.go). */
export const largestChartFile = 5 * 1024 * 1024;

/** Charts in charts in charts: as deep as this is checked. */
const deepest = 8;

class Fault extends Error {
  readonly fault: ChartFault;
  constructor(path: string, message: string, offset?: number) {
    super(message);
    this.fault = { path, message, ...(offset === undefined ? {} : { offset }) };
  }
}

/** The text of a file without a byte order mark; a fault if there is none. */
function textOf(path: string, file: ChartFile): string {
  const bytes = file.read();
  if (bytes === undefined) throw new Fault(path, 'the file cannot be read');
  return textOfBytes(bytes);
}

const metadata = struct(metadataFields(text));
const lock = struct(lockFields(text, time));
const targets: Readonly<Record<string, Target>> = {
  'Chart.lock': lock,
  'requirements.lock': lock,
  'requirements.yaml': metadata,
  'values.yaml': map(anything),
};

/** How YAML is parsed; a caller can pass a function with a cache. */
type ReadYaml = (text: string) => YamlRead;

/** Decodes a YAML file of a chart; a fault if Helm cannot. */
function decodeFile(path: string, file: ChartFile, target: Target, read?: ReadYaml): unknown {
  const { value, fault } = decodeYaml(textOf(path, file), target, false, read);
  if (fault) throw new Fault(path, fault.message, fault.offset);
  return value;
}

type Fields = Readonly<Record<string, unknown>>;

function readMetadata(files: ChartFiles, prefix: string, read?: ReadYaml): Fields {
  const path = 'Chart.yaml';
  const file = files.get(path);
  if (!file) throw new Fault(`${prefix}${path}`, 'Chart.yaml is missing');
  return (decodeFile(`${prefix}${path}`, file, metadata, read) ?? {}) as Fields;
}

/** What Helm checks of a chart in a folder or archive; `prefix` is put before paths of faults. */
function checkChart(
  files: ChartFiles,
  prefix: string,
  depth: number,
  read?: ReadYaml,
): ChartMetadata {
  const fields = readMetadata(files, prefix, read);
  for (const [path, file] of files) {
    const target = Object.hasOwn(targets, path) ? targets[path] : undefined;
    if (target) decodeFile(`${prefix}${path}`, file, target, read);
  }
  const wrong = metadataFault(fields) ?? duplicateDependency(fields);
  if (wrong) throw new Fault(`${prefix}Chart.yaml`, wrong);
  for (const [name, parts] of subchartsOf(files)) {
    checkSubchart(name, parts, `${prefix}charts/${name}`, depth + 1);
  }
  return metadataOf(fields);
}

/** Files below charts/ by the name after it; those that begin with _ or a dot are not charts. */
function subchartsOf(files: ChartFiles): ReadonlyMap<string, Map<string, ChartFile>> {
  const charts = new Map<string, Map<string, ChartFile>>();
  for (const [path, file] of files) {
    if (!path.startsWith('charts/') || path.endsWith('.prov')) continue;
    const [, name = '', ...rest] = path.split('/');
    if (/^[_.]/.test(name)) continue;
    const parts = charts.get(name) ?? new Map<string, ChartFile>();
    charts.set(name, parts);
    parts.set(rest.join('/'), file);
  }
  return charts;
}

function checkSubchart(name: string, parts: Map<string, ChartFile>, path: string, depth: number) {
  if (depth > deepest) return;
  const packed = parts.get('');
  if (packed && name.endsWith('.tgz')) {
    const bytes = packed.read();
    const read = bytes && readArchive(bytes, chartLimits);
    if (!read?.value) throw new Fault(path, `the archive cannot be read: ${read?.fault ?? ''}`);
    checkChart(inArchive(read.value), `${path}/`, depth);
    return;
  }
  // A file beside the charts counts as a chart without files.
  parts.delete('');
  if (parts.size === 0) {
    throw new Fault(path, 'only charts can be in charts/; Helm looks for a Chart.yaml in it');
  }
  checkChart(parts, `${path}/`, depth);
}

/** Files of an archive as Helm reads them: without the first folder of each path. */
function inArchive(
  tree: ReadonlyMap<
    string,
    { readonly content: string | Uint8Array; readonly mode: 0o644 | 0o755 }
  >,
): ChartFiles {
  return new Map(
    [...tree].map(([path, file]) => {
      const bytes = bytesOf(file);
      return [path.slice(path.indexOf('/') + 1), { sizeBytes: bytes.length, read: () => bytes }];
    }),
  );
}

function loaded(load: () => ChartMetadata): LoadedChart {
  try {
    return { metadata: load() };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault };
    throw error;
  }
}

/** A chart with its files; there are none if the archive cannot be read. */
export interface OpenedArchive {
  readonly loaded: LoadedChart;
  readonly files: ChartFiles;
  /** The folder that the chart is in. */
  readonly folder: string;
}

/** Opens an archive, as Helm does; paths of faults are those in the chart. */
export function openArchive(bytes: Uint8Array, read?: ReadYaml): OpenedArchive {
  const { value, fault } = readArchive(bytes, chartLimits);
  if (!value)
    return { loaded: { fault: { path: '', message: fault } }, files: new Map(), folder: '' };
  const [first = ''] = value.keys();
  const folder = first.slice(0, Math.max(0, first.indexOf('/')));
  const files = inArchive(value);
  return { loaded: loadTree(value, files, read), files, folder };
}

function loadTree(
  tree: ReadonlyMap<string, unknown>,
  files: ChartFiles,
  read?: ReadYaml,
): LoadedChart {
  const beside = [...tree.keys()].find((path) => !path.includes('/'));
  if (beside !== undefined) {
    return { fault: { path: beside, message: 'the file is not in the folder of the chart' } };
  }
  return loaded(() => checkChart(files, '', 0, read));
}

/** Loads a chart from an archive, as Helm does; paths of faults are those in the chart. */
export const loadArchive = (bytes: Uint8Array): LoadedChart => openArchive(bytes).loaded;

/**
 * The metadata of a folder that is a chart for Rancher: its Chart.yaml can be decoded, and has a name
 * (helm pkg/chartutil/chartfile.go, IsChartDir). Whether the chart loads is another question.
 */
export function chartFolder(file: ChartFile | undefined): ChartMetadata | undefined {
  try {
    const fields = file && (decodeFile('', file, metadata) as Fields | undefined);
    return typeof fields?.name === 'string' && fields.name !== '' ? metadataOf(fields) : undefined;
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

/** The files that Helm loads of a folder. */
function notIgnored(files: ChartFiles): ChartFiles {
  const file = files.get('.helmignore');
  const isIgnored = parseIgnoreRules(file ? textOf('.helmignore', file) : '');
  if (typeof isIgnored === 'string') throw new Fault('.helmignore', isIgnored);
  const kept = new Map<string, ChartFile>();
  for (const [path, each] of files) {
    const steps = path.split('/');
    const folders = steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('/'));
    if (folders.some((folder) => isIgnored(folder, true)) || isIgnored(path, false)) continue;
    if (each.sizeBytes > largestChartFile) {
      throw new Fault(path, `the file is larger than ${largestChartFile} bytes`);
    }
    kept.set(path, each);
  }
  return kept;
}

/** Loads a chart from a folder and packs it, as Rancher does with folders of a git repository. */
export function loadFolder(files: ChartFiles, read?: ReadYaml): LoadedChart {
  return loaded(() => {
    const kept = notIgnored(files);
    const found = checkChart(kept, '', 0, read);
    const schema = kept.get('values.schema.json');
    if (schema) assertJson('values.schema.json', textOf('values.schema.json', schema));
    return found;
  });
}

/** Packing refuses a schema that is not JSON (helm pkg/chartutil/save.go). */
function assertJson(path: string, source: string): void {
  try {
    JSON.parse(source);
  } catch {
    throw new Fault(path, 'the file is not JSON');
  }
}
