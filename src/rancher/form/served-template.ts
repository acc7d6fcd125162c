import type { CatalogFile } from '../catalog-file.ts';
import type { CatalogQuestion } from '../catalog-question.ts';
import type { IndexedTemplate, IndexedVersion } from '../indexed-template.ts';
import { compareBytes } from '../versions.ts';

/** A template as the API serves it to the launch page. */
export interface ServedTemplate {
  /** `catalog:redis`, or `catalog:infra*dns`. */
  readonly id: string;
  readonly catalogId: string;
  /** Empty for stacks of Cattle. */
  readonly base: string;
  readonly name: string;
  readonly description: string;
  /** The version that config.yml names, which need not exist. */
  readonly defaultVersion: string;
  readonly categories: readonly string[];
  readonly maintainer: string;
  readonly license: string;
  /** As written; see `projectLink`. Empty if there is none. */
  readonly projectUrl: string;
  /** The label io.rancher.certified; empty if there is none. */
  readonly certified: string;
  /** Path of the icon in the catalog; empty if there is none. */
  readonly iconPath: string;
  /** Version text → ID of the versions for this Rancher. */
  readonly versionLinks: Readonly<Record<string, string>>;
}

/** A file of a version, as the launch page shows it. */
export interface ServedFile {
  readonly name: string;
  /** Empty if the file was not read, because it is binary or too large. */
  readonly text: string;
}

/** A version as the API serves it to the launch page. */
export interface ServedVersion {
  readonly id: string;
  readonly version: string;
  /** `templates/redis/0`. */
  readonly folder: string;
  readonly questions: readonly CatalogQuestion[];
  /** All files, in the byte order of their names. */
  readonly files: readonly ServedFile[];
  /** Markdown; undefined if there is none. */
  readonly readme: string | undefined;
  /** Version text → ID of the upgrades that Rancher offers to a stack of this version. */
  readonly upgradeVersionLinks: Readonly<Record<string, string>>;
}

/** What the API serves for an indexed template. */
export function serveTemplate(template: IndexedTemplate, catalogId: string): ServedTemplate {
  const { config } = template;
  return {
    id: template.id,
    catalogId,
    base: template.base,
    name: config.name,
    description: config.description,
    defaultVersion: config.version,
    categories: config.categories,
    maintainer: config.maintainer,
    license: config.license,
    projectUrl: config.projectURL,
    certified: config.labels['io.rancher.certified'] ?? '',
    iconPath: template.icons.at(-1)?.path ?? '',
    versionLinks: template.versionLinks,
  };
}

/**
 * What the API serves for an indexed version. Undefined if it answers with an error: the ID is not found, or the
 * questions cannot be read (catalog-service service/template.go). The launch page then loads without end. `textOf` gives
 * the text of a file, if the index was made without those that Rancher does not read.
 */
export function serveVersion(
  version: IndexedVersion,
  textOf = ({ text }: CatalogFile) => text,
): ServedVersion | undefined {
  if (!version.reachable || version.error) return undefined;
  const { id, folder, block, files, readme, upgradeVersionLinks } = version;
  const served = [...files].map(([name, file]) => ({ name, text: textOf(file) ?? '' }));
  return {
    id,
    version: version.version,
    folder,
    questions: block.questions,
    // Go writes the keys of a map in byte order.
    files: served.sort((a, b) => compareBytes(a.name, b.name)),
    readme: readme && textOf(readme),
    upgradeVersionLinks,
  };
}

/** The link to a project: UI models/template.js puts a scheme in front of a text that has none. */
export const projectLink = (url: string): string =>
  url === '' || /^(?:[a-z]+:)?\/\//i.test(url) ? url : `http://${url}`;
