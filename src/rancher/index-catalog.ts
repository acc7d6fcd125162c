import { readYaml, type YamlRead } from '../source/read-yaml.ts';
import { noBlock, readCatalogBlock } from './read-catalog-block.ts';
import { draftCatalog, type TemplateDraft, type VersionDraft } from './catalog-draft.ts';
import { baseName, indexedText, type CatalogFile } from './catalog-file.ts';
import type {
  CatalogIndex,
  IndexedTemplate,
  IndexedVersion,
  IndexError,
  Reach,
} from './indexed-template.ts';
import { emptyConfig, readTemplateConfig, type TemplateConfig } from './template-config.ts';
import {
  isReachable,
  parseTemplatePath,
  templateId,
  type TemplateName,
  type TemplatePath,
  type VersionName,
} from './template-path.ts';
import { upgradeOffered } from './upgrades.ts';
import { fitsRancher } from './versions.ts';

export interface IndexOptions {
  /** The name of the catalog in Rancher's settings, which is the first part of every ID. */
  readonly catalogId?: string;
  /** Omits upgrade links that are not for this version of Rancher; '' omits none. */
  readonly rancherVersion?: string;
  /** Parses a text; a caller can pass a caching one. @default readYaml */
  readonly read?: (text: string) => YamlRead;
}

type Settings = Required<IndexOptions>;
type Report = (error: IndexError) => void;

function failure(reach: Reach, file: CatalogFile, message: string, offset = 0): IndexError {
  return { reach, file, message, offset };
}

const uncheckedOf = ({ unchecked }: { readonly unchecked?: true }) =>
  unchecked ? { unchecked } : {};

interface Config {
  readonly config: TemplateConfig;
  readonly file: CatalogFile;
  readonly path: TemplatePath;
}

/** The last config.yml that can be read; each one that cannot is an error. */
function readConfig(draft: TemplateDraft, settings: Settings, report: Report): Config | undefined {
  let found: Config | undefined;
  for (const { file, path } of draft.configFiles) {
    const text = indexedText(file);
    if (text.error !== undefined) {
      report({ ...failure('template', file, text.error), ...uncheckedOf(text) });
      continue;
    }
    const { config, error } = readTemplateConfig(settings.read(text.value), text.value);
    if (error) report(failure('template', file, error.message, error.offset));
    else if (config) found = { config, file, path };
  }
  return found;
}

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

function readBlock(file: CatalogFile | undefined, settings: Settings) {
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

/** The IDs of versions with the same text, by that text. */
function duplicatesOf(versions: readonly Bare[]): Record<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { version, id } of versions) ids.set(version, [...(ids.get(version) ?? []), id]);
  return Object.fromEntries([...ids].filter(([, list]) => list.length > 1));
}

/** A version without its upgrade links, which depend on the other versions. */
type Bare = Omit<IndexedVersion, 'upgradeVersionLinks'>;

function readVersion(
  draft: VersionDraft,
  { id: ofTemplate, place }: { readonly id: string; readonly place: TemplateName },
  settings: Settings,
  report: Report,
): Bare {
  const { served, shadowed } = flatten(draft.files);
  const { blockRead, error } = readBlock(served.get('rancher-compose.yml'), settings);
  if (error) report(error);
  const block = blockRead?.block ?? noBlock;
  const ofFolder = draft.name.kind === 'version' ? draft.name.version : '';
  const version = block.version === '' ? ofFolder : block.version;
  const number = draft.name.kind === 'revision' ? String(draft.name.revision) : version;
  const id = `${ofTemplate}:${number}`;
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

/** The fields of a version that determine its upgrade links. */
const factsOf = (version: Bare) => ({
  version: version.version,
  minimumRancherVersion: version.block.minimumRancherVersion,
  maximumRancherVersion: version.block.maximumRancherVersion,
  upgradeFrom: version.block.upgradeFrom,
});

const linksTo = (versions: readonly Bare[]) =>
  Object.fromEntries(versions.map(({ version, id }) => [version, id]));

function linkUpgrades(versions: readonly Bare[], rancherVersion: string): IndexedVersion[] {
  const facts = new Map(versions.map((version) => [version, factsOf(version)]));
  return versions.map((version) => {
    const current = facts.get(version) ?? factsOf(version);
    const offered = versions.filter((candidate) =>
      upgradeOffered(current, facts.get(candidate) ?? factsOf(candidate), rancherVersion),
    );
    return { ...version, upgradeVersionLinks: linksTo(offered) };
  });
}

function finish(draft: TemplateDraft, settings: Settings, report: Report): IndexedTemplate {
  const found = readConfig(draft, settings, report);
  const [base, folderName] = found ? [found.path.base, found.path.name] : ['', ''];
  const config = found?.config ?? emptyConfig;
  const { catalogId } = settings;
  const place = { catalogId, base, name: folderName };
  const id = templateId(catalogId, base, folderName);
  const icon = draft.icons.at(-1);
  const all = draft.versions.map((version) =>
    readVersion(version, { id, place }, settings, report),
  );
  const kept = all.filter(({ version }) => version !== '');
  const versions = linkUpgrades(kept, settings.rancherVersion);
  const fitting = versions.filter(({ block }) =>
    fitsRancher(block.minimumRancherVersion, settings.rancherVersion, block.maximumRancherVersion),
  );
  // Of several, the last one: the loop has no break (service/utils.go:112-117).
  const preselected = versions.findLast(({ version }) => version === config.version);
  return {
    id,
    folder: found?.path.folder ?? draft.folders[0] ?? '',
    folders: draft.folders,
    base,
    folderName,
    phantom: found === undefined,
    reachable: found !== undefined && isReachable(id, place),
    config,
    configFile: found?.file,
    configFiles: draft.configFiles.map(({ file }) => file),
    icons: draft.icons,
    iconFilename: icon ? baseName(icon.path) : '',
    defaultTemplateVersionId: preselected?.id ?? '',
    versions,
    dropped: linkUpgrades(
      all.filter(({ version }) => version === ''),
      settings.rancherVersion,
    ),
    ignoredFolders: draft.ignoredFolders,
    ignoredFiles: draft.ignoredFiles,
    versionLinks: linksTo(fitting),
    duplicates: duplicatesOf(versions),
  };
}

/** What Rancher drops if it cannot read a file. */
function reachOf(file: CatalogFile): Reach {
  const name = baseName(file.path);
  if (name === 'config.yml') return 'template';
  return name === 'rancher-compose.yml' ? 'version' : 'file';
}

/**
 * The result of Rancher 1.6's catalog service for a catalog's files: the templates that its API
 * serves and the errors that it logs. The files must not include links, which Rancher does not read.
 */
export function indexCatalog(
  files: readonly CatalogFile[],
  options: IndexOptions = {},
): CatalogIndex {
  const settings: Settings = {
    catalogId: 'catalog',
    rancherVersion: '',
    read: readYaml,
    ...options,
  };
  const readable = files.filter((file) => file.unread !== 'unreadable');
  const errors = files
    .filter((file) => file.unread === 'unreadable' && parseTemplatePath(file.path) !== undefined)
    .map((file) => failure(reachOf(file), file, 'permission denied'));
  const { templates: drafts, otherFiles } = draftCatalog(readable);
  const templates = drafts.map((draft) => finish(draft, settings, (error) => errors.push(error)));
  return { catalogId: settings.catalogId, templates, errors, otherFiles };
}
