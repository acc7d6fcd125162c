import type { CatalogFile } from '../../../src/rancher/catalog-file.ts';
import { indexCatalog } from '../../../src/rancher/index-catalog.ts';

/** A catalog of path → text. */
function catalog(texts: Readonly<Record<string, string>>): CatalogFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, sizeBytes: text.length, text }));
}

export const config = 'name: X\nversion: 1.0.0\ncategory: T\n';
export const block = (more = '', version = '1.0.0') =>
  `version: '2'\ncatalog:\n  version: ${version}\n${more}`;

/** The index of these files, and its one template. `unread`: files without a text. */
export function only(
  texts: Readonly<Record<string, string>>,
  options = {},
  unread: readonly CatalogFile[] = [],
) {
  const index = indexCatalog([...catalog(texts), ...unread], { catalogId: 'c', ...options });
  const [template] = index.templates;
  if (!template) throw new Error('no template');
  return { index, template };
}

/** An entry with one version, some of whose files are replaced. */
export const entry = (more: Readonly<Record<string, string>> = {}) => ({
  'templates/x/config.yml': config,
  'templates/x/0/rancher-compose.yml': block(),
  ...more,
});
