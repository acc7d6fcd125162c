import type { FileTree } from './file-tree.ts';
import type { SurvivalSetting } from './survival.ts';

/** What blueprint.yml has for charts: parts of Chart.yaml that nothing else of it is. */
export interface ChartSettings {
  readonly keywords?: readonly string[];
  /** The Kubernetes versions that the chart supports, such as `>=1.25.0-0`. */
  readonly kube_version?: string;
  readonly sources?: readonly string[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The content of blueprint.yml; keys have the names that they have in Rancher's config.yml. */
export interface BlueprintMetadata {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly category?: string;
  /** Several; then there is no `category`. */
  readonly categories?: readonly string[];
  readonly maintainer?: string;
  readonly license?: string;
  readonly projectURL?: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** `v1.6.0`; inclusive, as the maximum is. */
  readonly minimum_rancher_version?: string;
  readonly maximum_rancher_version?: string;
  /** `same-major` (the default), `any`, or a range such as `>=1.2.0 <2.0.0`. */
  readonly upgrade_from?: string;
  /** The directory of a catalog that its entries go to, such as `infra-templates`. @default "templates" */
  readonly directory?: string;
  /** Relative to blueprint.yml: the answers schema, the icon, the folder of the image definition. */
  readonly schema: string;
  /** Always present unless it is imported. */
  readonly icon?: string;
  readonly image?: string;
  readonly chart?: ChartSettings;
  /** What is left when hosts are lost. @default no promise */
  readonly survival?: readonly SurvivalSetting[];
  /** What Rancher accepts in the entry that it was imported from is kept: texts can be missing, lint findings are warnings. */
  readonly imported?: boolean;
}

/**
 * Bytes of a template that is read: Handlebars takes a millisecond per KiB of some texts. Those of the built-in
 * blueprint have 12 KiB together.
 */
export const largestTemplate = 64 * 1024;

/** A template of a blueprint: the text of a `.hbs` file. */
export interface TemplateFile {
  /** The path by which it was opened, for messages. */
  readonly path: string;
  /** What it becomes in the version folder: `docker-compose.yml`, `conf/nginx.conf`. Of a partial: its name. */
  readonly output: string;
  readonly text: string;
}

/** The files of a blueprint, read but not yet checked. */
export interface BlueprintFiles {
  /** The path of blueprint.yml. */
  readonly path: string;
  readonly metadata: BlueprintMetadata;
  /** Those beside blueprint.yml and those below files/. */
  readonly templates: readonly TemplateFile[];
  /** The templates of partials/, by name. */
  readonly partials: readonly TemplateFile[];
  /** The other files below files/, which are copied as they are; paths in the version folder. */
  readonly extra: FileTree;
  readonly icon?: { readonly extension: string; readonly content: Uint8Array };
  /** The files of its chart/ folder, from which Helm charts for Rancher 2 are made; empty without one. */
  readonly chart: FileTree;
  /** The build context; empty when the entry has no image of its own. */
  readonly image: FileTree;
  /** Of all files but those of the image: identifies the blueprint that an entry was generated from. */
  readonly digest: string;
  /** Of the answers schema's text. */
  readonly schemaDigest: string;
}
