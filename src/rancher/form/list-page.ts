import type { IndexedTemplate } from '../indexed-template.ts';

/** The ribbon at the corner of a card. */
export interface Ribbon {
  readonly text: string;
  /** Its color: blue, green, or light teal. */
  readonly kind: 'rancher' | 'partner' | 'thirdparty';
}

/** A card of the list. */
export interface CatalogCard {
  readonly id: string;
  /** `templates/redis`. */
  readonly folder: string;
  readonly base: string;
  readonly name: string;
  readonly description: string;
  readonly categories: readonly string[];
  readonly ribbon: Ribbon | undefined;
  /** Path of the icon in the catalog; empty if there is none. */
  readonly iconPath: string;
  /** Has no readable config.yml: the card has no name, and opens another entry or none. */
  readonly phantom: boolean;
  /** Whether the API finds the template by its ID. */
  readonly reachable: boolean;
}

const onlyLetters = (text: string) => text.replaceAll(/[^a-z]/gi, '').toLowerCase();

/** The ribbon for the label io.rancher.certified: only Rancher's own catalog is certified by Rancher. */
function ribbonOf(certified: string, catalogId: string): Ribbon | undefined {
  if (certified === '') return undefined;
  if (certified === 'partner') return { text: 'Official', kind: 'partner' };
  const isOwn = catalogId === 'library';
  if (certified === 'rancher') {
    return isOwn ? { text: 'Rancher Labs', kind: 'rancher' } : undefined;
  }
  const isLike = onlyLetters(certified) === onlyLetters('Rancher Labs');
  return isLike && !isOwn ? undefined : { text: certified, kind: 'thirdparty' };
}

/** What a card shows of a template. */
export type CardSource = Pick<
  IndexedTemplate,
  'id' | 'folder' | 'base' | 'config' | 'icons' | 'phantom' | 'reachable'
>;

/** The card of a template (UI components/catalog-box, models/template.js:118-156). */
export function cardOf(template: CardSource, catalogId: string): CatalogCard {
  const { id, folder, base, config, icons, phantom, reachable } = template;
  const { name, description, categories, labels } = config;
  return {
    id,
    folder,
    base,
    name,
    description,
    categories,
    ribbon: ribbonOf(labels['io.rancher.certified'] ?? '', catalogId),
    iconPath: icons.at(-1)?.path ?? '',
    phantom,
    reachable,
  };
}

/** What the list shows. */
export interface ListFilter {
  /** `all`, or a category, compared in lower case. */
  readonly category: string;
  /** Part of a name or a description, in any case. */
  readonly search: string;
  /** Bases of the environment: '' for Cattle, and `infra` for its owners. */
  readonly bases: readonly string[];
}

const isIn = ({ categories }: CatalogCard, category: string) =>
  categories.some((each) => each.toLowerCase() === category);

/** The cards that the API returns: those in the category system are asked for by nothing but Rancher itself. */
const served = (cards: readonly CatalogCard[]) => cards.filter((card) => !isIn(card, 'system'));

const byName = (a: CatalogCard, b: CatalogCard) => (a.name < b.name ? -1 : Number(a.name > b.name));

/** The cards that the list shows, in its order (UI services/catalog.js:115-154, catalog-tab/index/controller.js:71-85). */
export function listedCards(
  cards: readonly CatalogCard[],
  { category, search, bases }: ListFilter,
): CatalogCard[] {
  const [wanted, text] = [category.toLowerCase(), search.toUpperCase()];
  return served(cards)
    .filter(
      (card) =>
        bases.includes(card.base) &&
        (wanted === 'all' || isIn(card, wanted)) &&
        (card.name.toUpperCase().includes(text) || card.description.toUpperCase().includes(text)),
    )
    .sort(byName);
}

/** The categories to choose from: `all`, then those of all bases, in the first spelling of each (UI utils/util.js, uniqKeys). */
export function listCategories(cards: readonly CatalogCard[]): string[] {
  const spellings = new Map<string, string>();
  for (const category of served(cards).flatMap(({ categories }) => categories)) {
    const key = category.toLowerCase();
    if (category !== '' && !spellings.has(key)) spellings.set(key, category);
  }
  const keys = [...spellings.keys()].sort();
  return ['all', ...keys.map((key) => spellings.get(key) ?? key)];
}
