import { baseName, inWalkOrder, type CatalogFile } from './catalog-file.ts';
import {
  parseTemplatePath,
  parseVersionFolder,
  type TemplatePath,
  type VersionName,
} from './template-path.ts';

/** A version folder and its files, in walk order. */
export interface VersionDraft {
  /** `templates/redis/0`. */
  readonly folder: string;
  readonly name: VersionName;
  readonly files: CatalogFile[];
}

/** A template, built during the walk through the catalog. */
export interface TemplateDraft {
  readonly folders: string[];
  readonly configFiles: { readonly file: CatalogFile; readonly path: TemplatePath }[];
  readonly icons: CatalogFile[];
  readonly versions: VersionDraft[];
  readonly ignoredFolders: string[];
  readonly ignoredFiles: CatalogFile[];
}

export interface CatalogDraft {
  readonly templates: readonly TemplateDraft[];
  /** Files at the root, which do not belong to a template. */
  readonly otherFiles: readonly CatalogFile[];
}

const newTemplate = (): TemplateDraft => ({
  folders: [],
  configFiles: [],
  icons: [],
  versions: [],
  ignoredFolders: [],
  ignoredFiles: [],
});

const addOnce = (list: string[], item: string) => {
  if (!list.includes(item)) list.push(item);
};

const sameVersion = (a: VersionName, b: VersionName) =>
  a.kind === 'revision'
    ? b.kind === 'revision' && a.revision === b.revision
    : b.kind === 'version' && a.version === b.version;

// Every path with three or more parts belongs to a version, including README.md of the template: its
// name is read as the folder of a version, and dropped (traverse.go:284-293).
function addVersionFile(draft: TemplateDraft, path: TemplatePath, file: CatalogFile): void {
  const { versionFolder } = path;
  const isFolder = versionFolder !== undefined && file.path.split('/').length > 3;
  const name = versionFolder === undefined ? undefined : parseVersionFolder(versionFolder);
  if (versionFolder === undefined || name === undefined) {
    if (isFolder) addOnce(draft.ignoredFolders, `${path.folder}/${versionFolder}`);
    else draft.ignoredFiles.push(file);
    return;
  }
  const known = draft.versions.find((version) => sameVersion(version.name, name));
  if (known) known.files.push(file);
  else draft.versions.push({ folder: `${path.folder}/${versionFolder}`, name, files: [file] });
}

function addFile(draft: TemplateDraft, path: TemplatePath, file: CatalogFile): void {
  const name = baseName(file.path);
  if (path.versionFolder !== undefined) addOnce(draft.folders, path.folder);
  if (name === 'config.yml') draft.configFiles.push({ file, path });
  else if (name.startsWith('catalogIcon')) draft.icons.push(file);
  else addVersionFile(draft, path, file);
}

/**
 * Groups a catalog's files into templates and versions by path only, in the order of the
 * catalog service's walk (catalog-service manager/traverse.go:151-311). Any top folder is read.
 */
export function draftCatalog(files: readonly CatalogFile[]): CatalogDraft {
  const templates = new Map<string, TemplateDraft>();
  const otherFiles: CatalogFile[] = [];
  for (const file of inWalkOrder(files)) {
    const path = parseTemplatePath(file.path);
    if (path === undefined || !makesTemplate(path, file)) {
      otherFiles.push(file);
      continue;
    }
    const draft = templates.get(path.key) ?? newTemplate();
    templates.set(path.key, draft);
    addFile(draft, path, file);
  }
  return { templates: [...templates.values()], otherFiles };
}

/** In a top folder, only files with these names create a template. */
function makesTemplate(path: TemplatePath, file: CatalogFile): boolean {
  if (path.versionFolder !== undefined) return true;
  const name = baseName(file.path);
  return name === 'config.yml' || name.startsWith('catalogIcon') || /^readme\.md/i.test(name);
}
