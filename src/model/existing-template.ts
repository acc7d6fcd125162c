import type { FileTree } from './file-tree.ts';

/** A template as it lies in a catalog. */
export interface ExistingTemplate {
  /** The files beside the version folders: config.yml, icons … */
  readonly files: FileTree;
  /** The names of what is neither file nor folder: links, submodules. */
  readonly others: readonly string[];
  readonly versions: readonly {
    readonly folder: string;
    /** The text of its rancher-compose.yml, where it has one. */
    readonly rancherCompose: string | undefined;
  }[];
}
