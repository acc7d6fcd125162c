import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { catalogError, CatalogError } from '../../diagnostics/diagnostic.ts';
import { listWords } from '../../diagnostics/list-words.ts';
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

function nothingHere(folder: string, files: readonly CatalogFile[]): CatalogError {
  const version = versionIn(files);
  return catalogError(
    'not-a-catalog',
    version === undefined
      ? 'this directory is not a template version'
      : 'this directory is a catalog, not a template version',
    version === undefined
      ? 'expected docker-compose.yml and rancher-compose.yml, with or without .tpl'
      : `pass a version or a template, such as ${below(folder, version)}`,
    { file: folder },
  );
}

/** Of more versions, the newest are listed. */
const mostListed = 10;

/** What to pass in place of a folder that does not exist. */
function missingHint(folder: string): string {
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
  return 'pass the directory of a version or a template, such as templates/NAME/0';
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
  assertFolder(folder, { of: 'a version or a template', missingHint: missingHint(folder) });
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
