import { catalogError, CatalogError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { assertFolder } from '../../files/named-folder.ts';
import { readCatalog } from '../../files/read-catalog.ts';
import { yielding } from '../../files/yielding.ts';
import { groupByTemplate } from '../../lint/group-by-template.ts';
import { inWalkOrder, type CatalogFile } from '../../rancher/catalog-file.ts';
import { indexCatalog } from '../../rancher/index-catalog.ts';
import type { CatalogIndex, IndexedTemplate } from '../../rancher/indexed-template.ts';
import { cachedReader } from '../../source/cached-reader.ts';
import { describeIndex, indexDiagnostics, isListed, pathFrom } from './describe-index.ts';

/** Which catalog to index, and for whom. */
export interface IndexFolderOptions {
  readonly folder: string;
  /** The catalog's name in Rancher, the first part of every id. */
  readonly catalogId: string;
  /** Leaves out versions that are not for this Rancher, such as v1.6.30; '' leaves out none. */
  readonly rancherVersion: string;
  readonly signal: AbortSignal;
}

/** What Rancher serves of a catalog. */
export interface IndexedCatalog {
  readonly index: Pick<CatalogIndex, 'templates' | 'errors'>;
  /** The templates that Rancher lists. */
  readonly listed: readonly IndexedTemplate[];
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

/** Determines what Rancher would serve of the catalog in a folder. */
export async function indexFolder(options: IndexFolderOptions): Promise<IndexedCatalog> {
  const { folder, signal } = options;
  assertFolder(folder, { of: 'a catalog', missingHint: 'pass the directory of a catalog' });
  const { value: files, diagnostics } = await readCatalog(folder, signal);
  if (!files) throw new CatalogError(diagnostics);
  const index = await indexGroups(files, options);
  assertAnyEntry(index, files, folder);
  return {
    index,
    listed: index.templates.filter(isListed),
    describe: () => describeIndex(index),
    diagnostics: indexDiagnostics(index, folder),
    texts: new Map(index.errors.map(({ file }) => [pathFrom(folder, file.path), file.text ?? ''])),
  };
}
