import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { LintSettings } from '../../lint/lint-settings.ts';
import type { Environment } from '../../plan/environment.ts';
import type { CatalogFile } from '../../rancher/catalog-file.ts';

/** The files that a preview shows. */
export interface PreviewedFiles {
  /** Of a catalog, by their paths in it; texts can be missing. */
  readonly files: readonly CatalogFile[];
  /** One of them with its size, and with its text if it is YAML or a template. */
  load(file: CatalogFile): CatalogFile;
  /** The bytes of one of them; undefined if there are more than `most`, or if it is not readable. */
  bytes(path: string, most: number): Uint8Array | undefined;
  /** Settings of `lint` that the catalog has. */
  readonly lint: Pick<LintSettings, 'options' | 'severities' | 'ignores'>;
  /** The hosts that its settings name. @default unknown */
  readonly environment?: Environment | undefined;
  /** The folder of the template to open first, and of a version of it. @default the list */
  readonly opened: { readonly template: string; readonly version?: string } | undefined;
}

/** What was read: files, or why there are none. */
export interface PreviewReading {
  readonly found: PreviewedFiles | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Contents of the files that diagnostics point into, by the path they name. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Where the files of a preview come from: a catalog, or a blueprint that is rendered. */
export interface PreviewSource {
  /** As on the command line. */
  readonly shown: string;
  /** Paths whose changes matter. */
  readonly watched: readonly string[];
  /** Reads everything again. Throws only when it is interrupted, or what is not a fault of the input. */
  read(signal: AbortSignal): Promise<PreviewReading>;
}
