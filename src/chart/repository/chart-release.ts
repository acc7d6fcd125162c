import type { Place } from '../../diagnostics/diagnostic.ts';
import type { FileTree } from '../../model/file-tree.ts';
import type { JsonMap } from '../../model/json.ts';

/** A version of a chart that is to be released. */
export interface ChartRelease {
  readonly name: string;
  readonly version: string;
  /** The packed chart: the bytes of its .tgz file. */
  readonly archive: Uint8Array;
  /** The content of its Chart.yaml. */
  readonly metadata: JsonMap;
  /** Its path from the root of the repository, and its bytes. */
  readonly icon?: { readonly path: string; readonly content: string | Uint8Array } | undefined;
  /** The time of the release, as `2026-11-28T09:15:00Z`. */
  readonly created: string;
}

/** A chart that is to be in a repository. */
export interface PlannedRelease extends ChartRelease {
  /** Paths in the folder of the chart. */
  readonly files: FileTree;
  /** The place of its version in the answers file. */
  readonly at: Place;
}

/**
 * Where the archive of a version is in a repository. Rancher 1.6 takes the third part of a path for a version, so this
 * has two only (catalog-service manager/traverse.go:335).
 */
export const archivePath = (name: string, version: string): string =>
  `assets/${name}-${version}.tgz`;
