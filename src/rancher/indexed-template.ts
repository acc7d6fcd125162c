import type { CatalogBlock, CatalogBlockRead } from './read-catalog-block.ts';
import type { CatalogFile } from './catalog-file.ts';
import type { TemplateConfig } from './template-config.ts';
import type { VersionName } from './template-path.ts';

/** What Rancher drops if it cannot read a file. */
export type Reach = 'file' | 'version' | 'template';

/** An error that the catalog service only logs, and does not return in its API. */
export interface IndexError {
  readonly reach: Reach;
  readonly file: CatalogFile;
  /** Rancher's message. */
  readonly message: string;
  /** It is not Rancher's: the program did not read the file, and does not know what Rancher does. */
  readonly unchecked?: true;
  /** Position in the file's text. */
  readonly offset: number;
}

/** A folder of a template that the service reads as a version. */
export interface IndexedVersion {
  /** `templates/redis/0`; if several folders have the same number, the first one. */
  readonly folder: string;
  readonly name: VersionName;
  readonly id: string;
  /** Whether the API finds it by its ID. */
  readonly reachable: boolean;
  /** The version text; empty in a dropped version. */
  readonly version: string;
  readonly block: CatalogBlock;
  readonly blockRead: CatalogBlockRead | undefined;
  /** By file name only, from all depths; of files with the same name, the last one is served. */
  readonly files: ReadonlyMap<string, CatalogFile>;
  /** Files that another one with the same name replaces. */
  readonly shadowed: readonly CatalogFile[];
  readonly readme: CatalogFile | undefined;
  readonly error: IndexError | undefined;
  /** Version text → ID. */
  readonly upgradeVersionLinks: Readonly<Record<string, string>>;
}

export interface IndexedTemplate {
  readonly id: string;
  /** The folder of the config.yml in effect; of a phantom, the folder of its first file. */
  readonly folder: string;
  /** All folders of this template, in walk order: more than one if they collide. */
  readonly folders: readonly string[];
  readonly base: string;
  readonly folderName: string;
  /** Has no readable config.yml, so no name and no unique ID: it is unusable. */
  readonly phantom: boolean;
  /** Is listed, and opening it does not return 404. */
  readonly reachable: boolean;
  readonly config: TemplateConfig;
  readonly configFile: CatalogFile | undefined;
  /** Every config.yml; the last one is in effect. */
  readonly configFiles: readonly CatalogFile[];
  /** Every icon; the last one is shown. */
  readonly icons: readonly CatalogFile[];
  readonly iconFilename: string;
  readonly defaultTemplateVersionId: string;
  /** The versions that the API serves, in walk order. */
  readonly versions: readonly IndexedVersion[];
  /** Versions that are silently dropped, because they have no version text. */
  readonly dropped: readonly IndexedVersion[];
  /** Subfolders that are not a version. */
  readonly ignoredFolders: readonly string[];
  /** Files that are never served: READMEs of the template, and other files next to its config.yml. */
  readonly ignoredFiles: readonly CatalogFile[];
  /** Version text → ID, as in the API: of two versions with the same text, the last; see `duplicates`. */
  readonly versionLinks: Readonly<Record<string, string>>;
  /**
   * Version text → IDs, if there are several: Rancher lists any of them, by the order of a Go map
   * (model/template.go:189-194), which can change with every refresh.
   */
  readonly duplicates: Readonly<Record<string, readonly string[]>>;
}

/** What the catalog API serves for a file tree. */
export interface CatalogIndex {
  readonly catalogId: string;
  readonly templates: readonly IndexedTemplate[];
  readonly errors: readonly IndexError[];
  /** Files that do not belong to a template. */
  readonly otherFiles: readonly CatalogFile[];
}
