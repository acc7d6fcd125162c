import { readYaml } from '../source/read-yaml.ts';
import { draftCatalog, type TemplateDraft, type VersionDraft } from './catalog-draft.ts';
import { baseName, type CatalogFile } from './catalog-file.ts';
import type { CatalogIndex, IndexedTemplate, IndexedVersion, Reach } from './indexed-template.ts';
import { readHead, type TemplateHead } from './index-head.ts';
import { failure, type IndexOptions, type IndexSettings, type Report } from './index-settings.ts';
import { readVersion, type BareVersion } from './index-version.ts';
import { parseTemplatePath } from './template-path.ts';
import { upgradeOffered } from './upgrades.ts';
import { fitsRancher } from './versions.ts';

/** The IDs of versions with the same text, by that text. */
function duplicatesOf(versions: readonly BareVersion[]): Record<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { version, id } of versions) ids.set(version, [...(ids.get(version) ?? []), id]);
  return Object.fromEntries([...ids].filter(([, list]) => list.length > 1));
}

/** The fields of a version that determine its upgrade links. */
const factsOf = (version: BareVersion) => ({
  version: version.version,
  minimumRancherVersion: version.block.minimumRancherVersion,
  maximumRancherVersion: version.block.maximumRancherVersion,
  upgradeFrom: version.block.upgradeFrom,
});

const linksTo = (versions: readonly BareVersion[]) =>
  Object.fromEntries(versions.map(({ version, id }) => [version, id]));

/** Links are computed when they are asked for: all together take the square of the number of versions. */
function linkUpgrades(versions: readonly BareVersion[], rancherVersion: string): IndexedVersion[] {
  const facts = versions.map((version) => ({ version, facts: factsOf(version) }));
  return facts.map(({ version, facts: current }) => {
    let links: IndexedVersion['upgradeVersionLinks'] | undefined;
    return {
      ...version,
      get upgradeVersionLinks() {
        const offered = facts.filter((candidate) =>
          upgradeOffered(current, candidate.facts, rancherVersion),
        );
        return (links ??= linksTo(offered.map((each) => each.version)));
      },
    };
  });
}

/** Whether the API serves a version to this Rancher. */
const fits = (
  { block: { minimumRancherVersion, maximumRancherVersion } }: BareVersion,
  { rancherVersion }: IndexSettings,
): boolean => fitsRancher(minimumRancherVersion, rancherVersion, maximumRancherVersion);

function finish(draft: TemplateDraft, settings: IndexSettings, report: Report): IndexedTemplate {
  const head = readHead(draft, settings, report);
  const all = draft.versions.map((version) => readVersion(version, head, settings, report));
  const kept = all.filter(({ version }) => version !== '');
  const versions = linkUpgrades(kept, settings.rancherVersion);
  const fitting = versions.filter((version) => fits(version, settings));
  // Of several, the last one: the loop has no break (service/utils.go:112-117).
  const preselected = versions.findLast(({ version }) => version === head.config.version);
  const icon = draft.icons.at(-1);
  return {
    ...head,
    folders: draft.folders,
    configFiles: draft.configFiles.map(({ file }) => file),
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

const settingsOf = (options: IndexOptions): IndexSettings => ({
  catalogId: 'catalog',
  rancherVersion: '',
  read: readYaml,
  ...options,
});

/**
 * The result of Rancher 1.6's catalog service for a catalog's files: the templates that its API
 * serves and the errors that it logs. The files must not include links, which Rancher does not read.
 */
export function indexCatalog(
  files: readonly CatalogFile[],
  options: IndexOptions = {},
): CatalogIndex {
  const settings = settingsOf(options);
  const readable = files.filter((file) => file.unread !== 'unreadable');
  const errors = files
    .filter((file) => file.unread === 'unreadable' && parseTemplatePath(file.path) !== undefined)
    .map((file) => failure(reachOf(file), file, 'permission denied'));
  const { templates: drafts, otherFiles } = draftCatalog(readable);
  const templates = drafts.map((draft) => finish(draft, settings, (error) => errors.push(error)));
  return { catalogId: settings.catalogId, templates, errors, otherFiles };
}

/** Errors are reported when a template is indexed as a whole. */
const unheard: Report = () => {};

/**
 * The templates that the list of a catalog has: those with a version for this Rancher (catalog-service
 * service/template.go, getTemplates). Reads no more than that takes; `load` reads the text of a file.
 */
export function* listedTemplates(
  files: readonly CatalogFile[],
  options: IndexOptions,
  load: (file: CatalogFile) => CatalogFile,
): Generator<TemplateHead> {
  const settings = settingsOf(options);
  for (const draft of draftCatalog(files).templates) {
    const configFiles = draft.configFiles.map((each) => ({ ...each, file: load(each.file) }));
    const head = readHead({ ...draft, configFiles }, settings, unheard);
    const isServed = (version: VersionDraft) => {
      const compose = version.files.filter(({ path }) => baseName(path) === 'rancher-compose.yml');
      const read = readVersion({ ...version, files: compose.map(load) }, head, settings, unheard);
      return read.version !== '' && fits(read, settings);
    };
    // The newest is most likely one of the last.
    if (draft.versions.findLast(isServed)) yield head;
  }
}
