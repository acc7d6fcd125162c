import type { YamlRead } from '../source/read-yaml.ts';
import type { CatalogFile } from '../rancher/catalog-file.ts';
import type { IndexedTemplate, IndexError } from '../rancher/indexed-template.ts';

/** Options of the rules. */
export interface LintOptions {
  /** The newest Rancher that will read the catalog. */
  readonly maxRancherVersion: string;
  /** The number of hosts. @default unknown */
  readonly hosts: number | undefined;
  /** Variables whose values the caller launches, with each other. @default none */
  readonly launchedElsewhere?: ReadonlySet<string>;
}

export const defaultOptions: LintOptions = { maxRancherVersion: 'v1.6.30', hosts: undefined };

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
