import { catalogCards, filesByFolder } from '../../preview/catalog-list.ts';
import type { PageTemplate, PreviewCard } from '../../preview/page-data.ts';
import { digestOf } from '../../model/digest.ts';
import { baseName, largestCatalogText, type CatalogFile } from '../../rancher/catalog-file.ts';
import { iconName, pageIcon, type PageIcon } from './page-icon.ts';
import type { PreviewedFiles } from './preview-source.ts';

const decoder = new TextDecoder();

/** What the page can ask for about the files that were read last. */
export class PreviewData {
  readonly cards: readonly PreviewCard[];
  readonly found: PreviewedFiles;
  readonly #folders: ReadonlyMap<string, readonly CatalogFile[]>;
  readonly #byKey: ReadonlyMap<string, PreviewCard>;
  readonly #byIcon: ReadonlyMap<string, PreviewCard>;

  constructor(found: PreviewedFiles, catalogId: string) {
    const { files, lint } = found;
    this.found = found;
    const options = {
      catalogId,
      rancherVersion: lint.options.maxRancherVersion,
      load: (file: CatalogFile) => found.load(file),
    };
    this.cards = catalogCards(files, options).map((card) => {
      const key = digestOf([card.folder]).slice(0, 16);
      return { ...card, key, icon: iconName(key, card.iconPath) };
    });
    this.#folders = filesByFolder(files);
    this.#byKey = new Map(this.cards.map((card) => [card.key, card]));
    this.#byIcon = new Map(this.cards.map((card) => [card.icon, card]));
  }

  /** What is shown of a template: its files, with the texts of all that are in its versions; undefined if there is none. */
  template(key: string): PageTemplate | undefined {
    const card = this.#byKey.get(key);
    if (!card) return undefined;
    const files = this.filesOf(card).map((file) => this.#withText(file, card.folder));
    const ignores = this.found.lint.ignores.map(({ rule, matches }) => ({
      rule,
      paths: files.map(({ path }) => path).filter((path) => matches(path)),
    }));
    return { files, ignores: ignores.filter(({ paths }) => paths.length > 0) };
  }

  /** The files that make a template, with the texts of those that Rancher reads. */
  filesOf({ folder }: Pick<PreviewCard, 'folder'>): readonly CatalogFile[] {
    return (this.#folders.get(folder) ?? []).map((file) => this.found.load(file));
  }

  /** A README or a script has its text on the page, too. An icon has none, and what is beside config.yml is not served. */
  #withText(file: CatalogFile, folder: string): CatalogFile {
    const isBeside = file.path === `${folder}/${baseName(file.path)}`;
    if (file.text !== undefined || file.unread !== undefined || isBeside) return file;
    const bytes = this.found.bytes(file.path, largestCatalogText);
    return bytes ? { ...file, text: decoder.decode(bytes) } : { ...file, unread: 'too-large' };
  }

  /** The icon at a path of the page; undefined if there is none, or none that can be shown. */
  icon(name: string): PageIcon | undefined {
    const path = name === '' ? '' : (this.#byIcon.get(name)?.iconPath ?? '');
    return path === '' ? undefined : pageIcon(path, (most) => this.found.bytes(path, most));
  }
}
