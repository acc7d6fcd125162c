import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type {
  CatalogIndex,
  IndexedTemplate,
  IndexedVersion,
  IndexError,
} from '../../rancher/indexed-template.ts';
import { placeAt } from '../../source/place-at.ts';

type Indexed = Pick<CatalogIndex, 'templates' | 'errors'>;

/** Whether Rancher lists a template: it has its own name, and at least one version. */
export const isListed = (template: IndexedTemplate): boolean =>
  !template.phantom && template.versions.length > 0;

const inFolder = (error: IndexError, folder: string) => error.file.path.startsWith(`${folder}/`);

function errorJson(error: IndexError) {
  const { line, column } = placeAt(error.file.path, error.file.text ?? '', error.offset);
  const { reach, file, message, unchecked } = error;
  return { reach, file: file.path, line, column, message, ...(unchecked ? { unchecked } : {}) };
}

function versionJson(version: IndexedVersion) {
  const { block } = version;
  return {
    id: version.id,
    folder: version.folder,
    revision: version.name.kind === 'revision' ? version.name.revision : null,
    version: version.version,
    minimumRancherVersion: block.minimumRancherVersion,
    maximumRancherVersion: block.maximumRancherVersion,
    upgradeFrom: block.upgradeFrom,
    labels: block.labels,
    readme: version.readme?.path ?? null,
    files: [...version.files.keys()],
    questions: block.questions,
    reachable: version.reachable,
    upgradeVersionLinks: version.upgradeVersionLinks,
  };
}

const absent = { listed: false, versions: [], defaultTemplateVersionId: null, iconFilename: null };

function templateJson(template: IndexedTemplate, folder: string) {
  if (!isListed(template) || template.folder !== folder) {
    return {
      ...absent,
      phantom: template.phantom,
      ...(template.folder === folder ? {} : { mergedInto: template.folder }),
      dropped: template.dropped.map((version) => version.folder),
    };
  }
  const { config } = template;
  return {
    listed: true,
    versions: Object.keys(template.versionLinks),
    defaultTemplateVersionId: template.defaultTemplateVersionId,
    iconFilename: template.iconFilename,
    id: template.id,
    base: template.base,
    reachable: template.reachable,
    name: config.name,
    description: config.description,
    defaultVersion: config.version,
    categories: config.categories,
    maintainer: config.maintainer,
    license: config.license,
    projectURL: config.projectURL,
    labels: config.labels,
    folders: template.folders,
    versionLinks: template.versionLinks,
    duplicates: template.duplicates,
    templateVersions: template.versions.map(versionJson),
    dropped: template.dropped.map((version) => version.folder),
    ignoredFolders: template.ignoredFolders,
    ignoredFiles: template.ignoredFiles.map((file) => file.path),
  };
}

/** The templates of an index as plain data, by their folders. */
export function describeIndex(index: Indexed): Record<string, unknown> {
  const entries = index.templates.flatMap((template) =>
    template.folders.map((folder): [string, unknown] => {
      const errors = index.errors.filter((error) => inFolder(error, folder));
      return [
        folder,
        {
          ...templateJson(template, folder),
          indexError: errors.length > 0,
          errors: errors.map(errorJson),
        },
      ];
    }),
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const lost = {
  file: 'Rancher does not see this file',
  version: 'Rancher drops this version',
  template: 'the entry has no name and cannot be opened',
};

/** A path in a catalog as seen from where the program was started. */
export const pathFrom = (root: string, path: string) => (root === '.' ? path : `${root}/${path}`);

/** Errors that Rancher would log, as diagnostics; `root` is the folder of the catalog. */
export function indexDiagnostics(index: Indexed, root: string): Diagnostic[] {
  return index.errors.map((error) => ({
    code: 'index-error',
    severity: 'error',
    message: `${error.message.replaceAll(/\n\s*/g, ' ')}; ${
      error.unchecked ? 'it is unknown what Rancher makes of it' : lost[error.reach]
    }`,
    at: placeAt(pathFrom(root, error.file.path), error.file.text ?? '', error.offset),
  }));
}
