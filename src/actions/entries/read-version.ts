import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { catalogError, CatalogError } from '../../diagnostics/diagnostic.ts';
import { listWords } from '../../diagnostics/list-words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { assertFolder } from '../../files/named-folder.ts';
import { readCatalog } from '../../files/read-catalog.ts';
import { baseName, inWalkOrder, type CatalogFile } from '../../rancher/catalog-file.ts';
import { indexCatalog } from '../../rancher/index-catalog.ts';
import type { VersionFiles } from '../../rancher/launch/launch-version.ts';
import { parseVersionFolder } from '../../rancher/template-path.ts';

/** The files of a version. */
export interface ReadVersion {
  /** By name, as Rancher serves them; their paths are as they were given. */
  readonly files: VersionFiles;
  /** The folder of the version, if the folder of a template was given. */
  readonly chosen: string | undefined;
}

/** A version of the catalog that is in the folder, to show what to pass instead. */
function versionIn(files: readonly CatalogFile[]): string | undefined {
  const versions = files.flatMap(
    ({ path }) => /^([^/]+\/[^/]+\/[^/]+)\/docker-compose\.yml(?:\.tpl)?$/.exec(path)?.[1] ?? [],
  );
  return versions
    .filter((path) => parseVersionFolder(baseName(path)))
    .sort()
    .at(0);
}

/** How a chart of the directory is launched; undefined if it has none. */
function chartHint(folder: string, files: readonly CatalogFile[]): string | undefined {
  const paths = files.map(({ path }) => path);
  const archive = paths.find((path) => path.endsWith('.tgz'));
  const chart = paths.find((path) => baseName(path) === 'Chart.yaml');
  const path = archive ?? (chart && dirname(chart));
  if (path === undefined) return undefined;
  if (archive === undefined || !paths.includes('index.yaml'))
    return `a chart, such as ${below(folder, path)}`;
  const name = baseName(path).replace(/-v?\d+\.\d.*$|\.tgz$/, '');
  return `one of its charts with --chart NAME, such as --chart ${name}`;
}

function nothingHere(folder: string, files: readonly CatalogFile[]): CatalogError {
  const version = versionIn(files);
  const chart = chartHint(folder, files);
  const entry = version && `a version or a template, such as ${below(folder, version)}`;
  const ways = [entry, chart].filter((way) => way !== undefined);
  const what = version === undefined ? 'this directory is not' : 'this directory is a catalog, not';
  return catalogError(
    'not-a-catalog',
    `${what} a template version${chart === undefined ? '' : ' or a chart'}`,
    ways.length === 0
      ? 'expected docker-compose.yml and rancher-compose.yml, with or without .tpl, or Chart.yaml'
      : `pass ${ways.join(', or ')}`,
    { file: folder },
  );
}

/** Of more versions, the newest are listed. */
const mostListed = 10;

/** What to pass in place of an archive that does not exist. */
function missingArchiveHint(path: string): string {
  const parent = dirname(path);
  let names: string[] = [];
  try {
    names = readdirSync(parent).filter((name) => name.endsWith('.tgz'));
  } catch {
    // The parent does not exist either.
  }
  const meant = nearest(baseName(path), names);
  if (meant !== undefined) return `did you mean ${below(parent, meant)}?`;
  if (names.length === 0) return 'pass the archive of a chart, such as assets/NAME-1.0.0.tgz';
  names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return `${parent} has ${listWords(names.slice(-mostListed))}`;
}

/** What to pass in place of a folder that does not exist. */
function missingHint(folder: string): string {
  if (folder.endsWith('.tgz')) return missingArchiveHint(folder);
  const parent = dirname(folder);
  try {
    const versions = readdirSync(parent).filter((name) => parseVersionFolder(name));
    versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
    const [first, ...others] = versions.slice(-mostListed);
    if (first !== undefined)
      return `${parent} has the version${others.length > 0 ? 's' : ''} ${listWords([first, ...others])}`;
  } catch {
    // The parent does not exist either.
  }
  return 'pass the directory of a version or a template, such as templates/NAME/0, or a chart';
}

const below = (folder: string, path: string) => (folder === '/' ? `/${path}` : `${folder}/${path}`);

/** In the folder itself: Rancher also uses those of folders below, but no version has them there. */
const isCompose = ({ path }: CatalogFile) =>
  /^(?:docker|rancher)-compose\.yml(?:\.tpl)?$/.test(path);

/** The folder, below a template's own, of its default version, else of its last. */
function defaultVersion(files: readonly CatalogFile[], folder: string): string {
  const placed = files.map((file) => ({ ...file, path: `templates/x/${file.path}` }));
  const [template] = indexCatalog(placed).templates;
  const version =
    template?.versions.find(({ id }) => id === template.defaultTemplateVersionId) ??
    template?.versions.at(-1);
  if (!version) throw nothingHere(folder, files);
  return baseName(version.folder);
}

/** Reads a version, or the default version of a template. Throws if the folder is neither. */
export async function readVersion(folder: string, signal: AbortSignal): Promise<ReadVersion> {
  const of = 'a version, a template or a chart, or the archive of a chart';
  assertFolder(folder, { of, missingHint: missingHint(folder) });
  const { value: files, diagnostics } = await readCatalog(folder, signal);
  if (!files) throw new CatalogError(diagnostics);
  if (files.some(({ path }) => path === 'config.yml')) {
    const chosen = below(folder, defaultVersion(files, folder));
    return { ...(await readVersion(chosen, signal)), chosen };
  }
  if (!files.some(isCompose)) throw nothingHere(folder, files);
  const placed = inWalkOrder(files).map((file) => ({ ...file, path: below(folder, file.path) }));
  return { files: new Map(placed.map((file) => [baseName(file.path), file])), chosen: undefined };
}
