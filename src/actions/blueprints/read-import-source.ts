import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalogError, CatalogError } from '../../diagnostics/diagnostic.ts';
import { findTarget } from '../../files/lint-target.ts';
import { readCatalog } from '../../files/read-catalog.ts';
import { readTreeFile } from '../../files/read-tree.ts';
import type { ImportSource } from '../../import/import-source.ts';
import { indexCatalog } from '../../rancher/index-catalog.ts';
import type { IndexedTemplate, IndexedVersion } from '../../rancher/indexed-template.ts';
import { compareRancherVersions } from '../../rancher/versions.ts';

/** What Rancher does not read below a folder: links, pipes, devices. Paths from `below`. */
function irregularIn(folder: string, below: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = `${below}/${entry.name}`;
    if (entry.isDirectory()) return irregularIn(join(folder, entry.name), path);
    return entry.isFile() ? [] : [path];
  });
}

/** The newest version in Rancher's order, which `publish` has too: the next version is released after it. */
const newest = ({ versions }: IndexedTemplate): IndexedVersion | undefined =>
  versions.toSorted((a, b) => compareRancherVersions(a.version, b.version)).at(-1);

/** Reads what is imported from a folder: a version, or the newest version of a template. */
export async function readImportSource(path: string, signal: AbortSignal): Promise<ImportSource> {
  const { root, shown, template: folder, version: named } = findTarget(path);
  const at = { file: path };
  const hint =
    'pass the directory of a template or a version, such as templates/NAME or templates/NAME/0';
  if (folder === undefined) {
    throw catalogError(
      'not-a-catalog',
      'this directory is neither a template nor a version',
      hint,
      at,
    );
  }
  const { value: files, diagnostics } = await readCatalog(join(root, folder), signal);
  if (!files) throw new CatalogError(diagnostics);
  const placed = files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  const [template] = indexCatalog(placed).templates;
  const all = [...(template?.versions ?? []), ...(template?.dropped ?? [])];
  const version =
    named === undefined
      ? template && (newest(template) ?? template.dropped.at(-1))
      : all.find((each) => each.folder === named);
  if (!template || !version) {
    throw catalogError('not-a-catalog', 'Rancher finds no version in this directory', hint, at);
  }
  const links = irregularIn(join(root, folder), folder).filter(
    (each) => !/^[^/]+\/[^/]+\/[^/]+\//.test(each) || each.startsWith(`${version.folder}/`),
  );
  return { template, version, links, shown, read: (file) => readTreeFile(join(root, file)) };
}
