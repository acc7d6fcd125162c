import type { CatalogBlock, CatalogBlockRead } from './read-catalog-block.ts';
import type { CatalogFile } from './catalog-file.ts';
import type { TemplateConfig } from './template-config.ts';
import type { VersionName } from './template-path.ts';

/** What is lost with a file that Rancher cannot read. */
export type Reach = 'file' | 'version' | 'template';

/** An error that the catalog service logs. It says nothing of it in its API. */
export interface IndexError {
  readonly reach: Reach;
  readonly file: CatalogFile;
  /** Rancher's words. */
  readonly message: string;
  /** Into the file's text. */
  readonly offset: number;
}

/** A folder of a template that the service takes for a version. */
export interface IndexedVersion {
  /** `templates/redis/0`; the first of them where several folders have one number. */
  readonly folder: string;
  readonly name: VersionName;
  readonly id: string;
  /** The text of the version; empty in one that is dropped. */
  readonly version: string;
  readonly block: CatalogBlock;
  readonly blockRead: CatalogBlockRead | undefined;
  /** By file name: files of all depths stand side by side, and the last of a name is served. */
  readonly files: ReadonlyMap<string, CatalogFile>;
  /** Files that one of the same name replaces. */
  readonly shadowed: readonly CatalogFile[];
  readonly readme: CatalogFile | undefined;
  readonly error: IndexError | undefined;
  /** Version text → id. */
  readonly upgradeVersionLinks: Readonly<Record<string, string>>;
}

export interface IndexedTemplate {
  readonly id: string;
  /** The folder of the config.yml that counts; of a phantom, that of its first file. */
  readonly folder: string;
  /** All folders that make this template, in walk order: more than one when they collide. */
  readonly folders: readonly string[];
  readonly base: string;
  readonly folderName: string;
  /** Without a config.yml that can be read: no name, no id of its own, unusable. */
  readonly phantom: boolean;
  /** Listed, and not 404 when it is opened. */
  readonly reachable: boolean;
  readonly config: TemplateConfig;
  readonly configFile: CatalogFile | undefined;
  /** Every config.yml of it; the last is the one that counts. */
  readonly configFiles: readonly CatalogFile[];
  /** Every icon; the last is the one that is shown. */
  readonly icons: readonly CatalogFile[];
  readonly iconFilename: string;
  readonly defaultTemplateVersionId: string;
  /** What the API serves, in walk order. */
  readonly versions: readonly IndexedVersion[];
  /** Taken for versions, and dropped without a word: they have no version text. */
  readonly dropped: readonly IndexedVersion[];
  /** Folders below it that are no version. */
  readonly ignoredFolders: readonly string[];
  /** Files that are never served: READMEs of the template, files beside its config.yml. */
  readonly ignoredFiles: readonly CatalogFile[];
  /** Version text → id, as the API gives it: of two versions with one text, the last. */
  readonly versionLinks: Readonly<Record<string, string>>;
}

/** What the catalog API would serve of a file tree. */
export interface CatalogIndex {
  readonly catalogId: string;
  readonly templates: readonly IndexedTemplate[];
  readonly errors: readonly IndexError[];
  /** Files that belong to no template. */
  readonly otherFiles: readonly CatalogFile[];
}
