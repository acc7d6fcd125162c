import { noBlock, readCatalogBlock } from './read-catalog-block.ts';
import type { VersionDraft } from './catalog-draft.ts';
import { baseName, indexedText, type CatalogFile } from './catalog-file.ts';
import type { IndexedVersion } from './indexed-template.ts';
import { failure, uncheckedOf, type IndexSettings, type Report } from './index-settings.ts';
import type { TemplateHead } from './index-head.ts';
import { isReachable, type VersionName } from './template-path.ts';

/** The last file with each name, and the files that it replaces. */
function flatten(files: readonly CatalogFile[]) {
  const served = new Map<string, CatalogFile>();
  const shadowed: CatalogFile[] = [];
  for (const file of files) {
    const name = baseName(file.path);
    const earlier = served.get(name);
    if (earlier) shadowed.push(earlier);
    served.set(name, file);
  }
  return { served, shadowed };
}

function readBlock(file: CatalogFile | undefined, settings: IndexSettings) {
  if (file === undefined || file.text === '') return { blockRead: undefined, error: undefined };
  const text = indexedText(file);
  if (text.error !== undefined) {
    const error = { ...failure('version', file, text.error), ...uncheckedOf(text) };
    return { blockRead: undefined, error };
  }
  const blockRead = readCatalogBlock(settings.read(text.value), text.value);
  const { error } = blockRead;
  return {
    blockRead,
    error: error && failure('version', file, error.message, error.offset),
  };
}

/** A version that is looked up by its text must not look like a revision. */
const isFoundBy = (name: VersionName, number: string) =>
  name.kind === 'revision' || !/^[+-]?\d+$/.test(number);

/** A version without its upgrade links, which depend on the other versions. */
export type BareVersion = Omit<IndexedVersion, 'upgradeVersionLinks'>;

/** A version folder as the catalog service reads it. */
export function readVersion(
  draft: VersionDraft,
  head: TemplateHead,
  settings: IndexSettings,
  report: Report,
): BareVersion {
  const { served, shadowed } = flatten(draft.files);
  const { blockRead, error } = readBlock(served.get('rancher-compose.yml'), settings);
  if (error) report(error);
  const block = blockRead?.block ?? noBlock;
  const ofFolder = draft.name.kind === 'version' ? draft.name.version : '';
  const version = block.version === '' ? ofFolder : block.version;
  const number = draft.name.kind === 'revision' ? String(draft.name.revision) : version;
  const id = `${head.id}:${number}`;
  const place = { catalogId: settings.catalogId, base: head.base, name: head.folderName };
  const readme = draft.files.findLast((file) => /^readme\.md$/i.test(baseName(file.path)));
  return {
    folder: draft.folder,
    name: draft.name,
    id,
    reachable: isReachable(id, place, number) && isFoundBy(draft.name, number),
    version,
    block,
    blockRead,
    files: served,
    shadowed,
    readme,
    error,
  };
}
