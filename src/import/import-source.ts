import type { TreeFile } from '../model/file-tree.ts';
import type { IndexedTemplate, IndexedVersion } from '../rancher/indexed-template.ts';

/** A version of an entry that is imported. */
export interface ImportSource {
  readonly template: IndexedTemplate;
  readonly version: IndexedVersion;
  /** A file of the template, by its path in the catalog. */
  readonly read: (path: string) => TreeFile;
  /** The path of the catalog, as messages have it; empty for the working directory. */
  readonly shown: string;
  /** Paths of links and other irregular files in the template, which Rancher ignores. */
  readonly links: readonly string[];
}
