import type { YamlRead } from '../source/read-yaml.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';

/** A place in a file of the catalog. */
export interface Spot {
  readonly file: CatalogFile;
  /** Undefined: the file as a whole. */
  readonly offset?: number | undefined;
  /** Maps the offset to the file, if it is an offset in the output of the template pass. */
  readonly origin?: ((offset: number) => number) | undefined;
}

/** A YAML file as Rancher reads it. */
export interface YamlFile {
  readonly file: CatalogFile;
  /** What was parsed: the file's text, or what the template pass made of it. */
  readonly text: string;
  readonly read: YamlRead;
  /** Maps an offset of `text` to the file. */
  readonly origin: (offset: number) => number;
}

/** An unambiguous fix of a finding. Paths are from the catalog's root. */
export type Fix =
  | {
      readonly kind: 'edit';
      readonly path: string;
      readonly offset: number;
      readonly length: number;
      readonly text: string;
    }
  | { readonly kind: 'move'; readonly from: string; readonly to: string };

/** What a rule found, before its line and column are known. */
export interface Found {
  readonly at: Spot;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly fix?: Fix | undefined;
}
