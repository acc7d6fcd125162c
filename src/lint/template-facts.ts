import type { YamlRead } from '../source/read-yaml.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import type { Launch } from '../rancher/launch/launch.ts';
import type { IndexedTemplate, IndexError } from '../rancher/indexed-template.ts';

/** Services that never get all of their hosts, why, and what to do. */
export interface Unplaceable {
  readonly services: readonly string[];
  readonly words: string;
  readonly hint: string | undefined;
}

/** Finds them in a launch of a template. */
export type FindUnplaceable = (launch: Launch, template: string) => readonly Unplaceable[];

/** Options of the rules. */
export interface LintOptions {
  /** The newest Rancher that will read the catalog. */
  readonly maxRancherVersion: string;
  /** Services of an accepted launch that never get all of their hosts. @default hosts are unknown */
  readonly findUnplaceable: FindUnplaceable | undefined;
  /** Variables whose values the caller launches, with each other. @default none */
  readonly launchedElsewhere?: ReadonlySet<string>;
}

export const defaultOptions: LintOptions = {
  maxRancherVersion: 'v1.6.30',
  findUnplaceable: undefined,
};

/** A template, and everything that rules need. */
export interface TemplateFacts {
  readonly template: IndexedTemplate;
  /** All its files, in the order they were read. */
  readonly files: readonly CatalogFile[];
  readonly errors: readonly IndexError[];
  readonly options: LintOptions;
  readonly read: (text: string) => YamlRead;
}

/** Where findings about a template as a whole are shown: its config.yml, else its first file. */
export function templateFile({ template, files }: TemplateFacts): CatalogFile {
  const [first] = files;
  const file = template.configFile ?? template.configFiles.at(-1) ?? first;
  return file ?? { path: template.folder, sizeBytes: 0 };
}

/** Steps of a path below the template's folder. */
export const depthOf = (file: CatalogFile): number => file.path.split('/').length - 2;
