import type { YamlRead } from '../source/read-yaml.ts';
import type { CatalogFile } from './catalog-file.ts';
import type { IndexError, Reach } from './indexed-template.ts';

export interface IndexOptions {
  /** The name of the catalog in Rancher's settings, which is the first part of every ID. */
  readonly catalogId?: string;
  /** Omits upgrade links that are not for this version of Rancher; '' omits none. */
  readonly rancherVersion?: string;
  /** Parses a text; a caller can pass a caching one. @default readYaml */
  readonly read?: (text: string) => YamlRead;
}

/** Options of an index, complete. */
export type IndexSettings = Required<IndexOptions>;
/** Takes an error that the catalog service would log. */
export type Report = (error: IndexError) => void;

/** An error of the index. */
export function failure(reach: Reach, file: CatalogFile, message: string, offset = 0): IndexError {
  return { reach, file, message, offset };
}

/** The mark of an error that is not Rancher's. */
export const uncheckedOf = ({ unchecked }: { readonly unchecked?: true }) =>
  unchecked ? { unchecked } : {};
