import type { CatalogFile } from '../rancher/catalog-file.ts';
import { parseTemplatePath, parseVersionFolder } from '../rancher/template-path.ts';

/**
 * The files of a catalog by the template that Rancher makes of them, so that each can be linted
 * alone. Files at the root belong to none.
 */
export function groupByTemplate(files: readonly CatalogFile[]): CatalogFile[][] {
  const groups = new Map<string, CatalogFile[]>();
  for (const file of files) {
    const path = parseTemplatePath(file.path);
    if (!path) continue;
    const group = groups.get(path.key);
    if (group) group.push(file);
    else groups.set(path.key, [file]);
  }
  return [...groups.values()];
}

const isCompose = /\/(?:docker|rancher)-compose\.ya?ml(?:\.tpl)?$/;

/** Whether a file could be part of an entry: a config.yml, or a compose file of a version. */
export function isOfEntry({ path }: CatalogFile): boolean {
  if (/^[^/]+\/[^/]+\/config\.ya?ml$/.test(path)) return true;
  const folder = path.split('/')[2];
  return isCompose.test(path) && folder !== undefined && parseVersionFolder(folder) !== undefined;
}
