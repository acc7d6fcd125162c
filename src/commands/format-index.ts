import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type {
  CatalogIndex,
  IndexedTemplate,
  IndexedVersion,
  IndexError,
} from '../rancher/indexed-template.ts';
import { placeAt } from '../source/place-at.ts';
import { formatTable } from '../terminal/table.ts';

/** Served under its own name, with a version at least. */
const isListed = (template: IndexedTemplate) => !template.phantom && template.versions.length > 0;

const inFolder = (error: IndexError, folder: string) => error.file.path.startsWith(`${folder}/`);

function errorJson(error: IndexError) {
  const { line, column } = placeAt(error.file.path, error.file.text ?? '', error.offset);
  return { reach: error.reach, file: error.file.path, line, column, message: error.message };
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
    templateVersions: template.versions.map(versionJson),
    dropped: template.dropped.map((version) => version.folder),
    ignoredFolders: template.ignoredFolders,
    ignoredFiles: template.ignoredFiles.map((file) => file.path),
  };
}

/** The index as plain data, by template folder. */
export function indexJson(index: CatalogIndex): Record<string, unknown> {
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
  template: 'the whole entry has no name and cannot be opened',
};

/** A path in a catalog as seen from where the program was started. */
export const pathFrom = (root: string, path: string) => (root === '.' ? path : `${root}/${path}`);

/** Errors that Rancher would log, as diagnostics; `root` is the folder of the catalog. */
export function indexDiagnostics(index: CatalogIndex, root: string): Diagnostic[] {
  return index.errors.map((error) => ({
    code: 'index-error',
    severity: 'error',
    message: `${error.message.replaceAll(/\n\s*/g, ' ')}; ${lost[error.reach]}`,
    at: placeAt(pathFrom(root, error.file.path), error.file.text ?? '', error.offset),
  }));
}

/** What is lost without an error. */
function remarks(template: IndexedTemplate): string[] {
  const where = template.folder;
  return [
    ...(template.phantom ? [`${where} has no config.yml that Rancher can read`] : []),
    ...template.folders
      .filter((folder) => folder !== where && !template.phantom)
      .map((folder) => `${folder} is the same template as ${where} to Rancher`),
    ...template.dropped
      .filter(({ error }) => error === undefined)
      .map((version) => `${version.folder} is dropped: it has no version text`),
    ...(!template.phantom && !template.reachable
      ? [`${where} is listed, and gives 404 when it is opened`]
      : []),
  ];
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** The index for people: a row for each template that is listed, then what is lost without a word. */
export function drawIndex(index: CatalogIndex, width: number): string {
  const rows = index.templates
    .filter(isListed)
    .map((template) => [
      template.id,
      String(template.versions.length),
      template.versions.find(({ id }) => id === template.defaultTemplateVersionId)?.version ?? '-',
      template.iconFilename === '' ? 'no' : 'yes',
      template.config.name,
    ]);
  const versions = index.templates.filter(isListed).flatMap((template) => template.versions);
  const lines = index.templates.flatMap(remarks).map((line) => `  ${line}`);
  return [
    formatTable(['TEMPLATE', 'VERSIONS', 'DEFAULT', 'ICON', 'NAME'], rows, width),
    '',
    [
      counted(rows.length, 'template'),
      counted(versions.length, 'version'),
      counted(index.errors.length, 'error'),
    ].join(', '),
    ...(lines.length > 0 ? ['', 'Lost without an error:', ...lines] : []),
    '',
  ].join('\n');
}
