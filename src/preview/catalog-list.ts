import type { Severity } from '../diagnostics/diagnostic.ts';
import { groupByTemplate } from '../lint/group-by-template.ts';
import type { LintFinding } from '../lint/lint-finding.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import { cardOf, type CatalogCard } from '../rancher/form/list-page.ts';
import { listedTemplates } from '../rancher/index-catalog.ts';

/** Whose list it is. */
export interface ListOptions {
  /** The catalog's name in Rancher, the first part of every ID. */
  readonly catalogId: string;
  /** Leaves out templates without a version for this Rancher, such as v1.6.30; '' leaves out none. */
  readonly rancherVersion: string;
  /** Reads the text of a file that has none. @default the files have their texts */
  readonly load?: (file: CatalogFile) => CatalogFile;
}

/** The cards of a catalog, in no order; see `listedCards`. Reads config.yml and one version of each template. */
export const catalogCards = (
  files: readonly CatalogFile[],
  { load = (file) => file, ...options }: ListOptions,
): CatalogCard[] =>
  [...listedTemplates(files, options, load)].map((head) => cardOf(head, options.catalogId));

/** The files of each template, by the folder of its card; several folders can make one template. */
export function filesByFolder(files: readonly CatalogFile[]): ReadonlyMap<string, CatalogFile[]> {
  const folders = new Map<string, CatalogFile[]>();
  for (const group of groupByTemplate(files)) {
    for (const { path } of group) folders.set(path.split('/').slice(0, 2).join('/'), group);
  }
  return folders;
}

/** How many findings of each severity a template has. */
export type LintCounts = Readonly<Record<Severity, number>>;

/** Counts findings by their severity. */
export function lintCounts(findings: readonly LintFinding[]): LintCounts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
