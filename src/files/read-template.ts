import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CatalogError } from '../diagnostics/diagnostic.ts';
import type { FileTree, TreeFile } from '../model/file-tree.ts';
import type { ExistingTemplate } from '../model/existing-template.ts';
import { isMissing } from './file-diagnostic.ts';
import { assertFolder } from './named-folder.ts';
import { largestCatalogText } from '../rancher/catalog-file.ts';
import { tooLarge } from './read-text.ts';
import { readable } from './readable.ts';
import { assertNoLinks } from './write-tree.ts';
import { readTree, readTreeFile } from './read-tree.ts';

function notACatalog(path: string, message: string): CatalogError {
  const hint = 'pass the root of a checkout of the catalog repository';
  return new CatalogError([
    { code: 'not-a-catalog', severity: 'error', message, at: { file: path }, hint },
  ]);
}

/** Names that the root of a catalog has; index.yaml and charts are of one that has charts only. */
const isOfCatalog = (name: string): boolean =>
  /^(?:\.git|(?:.+-)?templates|index\.yaml|charts)$/.test(name);

/** Whether a directory has archives of charts. */
function hasArchives(path: string, names: readonly string[]): boolean {
  const assets = join(path, 'assets');
  if (!names.includes('assets') || !lstatSync(assets).isDirectory()) return false;
  return readable(assets, () => readdirSync(assets)).some((name) => name.endsWith('.tgz'));
}

/** Throws a CatalogError unless the folder is a catalog checkout. */
export function assertCatalog(path: string): void {
  assertFolder(path, {
    of: 'a catalog: the root of a checkout of its repository',
    missingCode: 'not-a-catalog',
    missingHint: `clone it first: git clone URL ${path}`,
  });
  const names = readable(path, () => readdirSync(path));
  if (!names.some(isOfCatalog) && !hasArchives(path, names)) {
    throw notACatalog(
      path,
      'this is not a catalog: it has no templates directory, no charts with an index.yaml, and no .git',
    );
  }
}

/** The template of a catalog at `place` (`templates/redis`) as it is; undefined when there is none. */
export function readTemplate(catalog: string, place: string): ExistingTemplate | undefined {
  const folder = join(catalog, place);
  return readable(folder, () => {
    assertNoLinks(catalog, place);
    const files: [string, TreeFile][] = [];
    const versions: ExistingTemplate['versions'][number][] = [];
    const others: string[] = [];
    let entries;
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isFile()) files.push([entry.name, readTreeFile(path)]);
      else if (!entry.isDirectory()) others.push(entry.name);
      else {
        versions.push({
          folder: entry.name,
          rancherCompose: readRegular(join(path, 'rancher-compose.yml')),
        });
      }
    }
    return { files: new Map(files), others, versions };
  });
}

/** The text of a regular file of a catalog; Rancher ignores all others. */
function readRegular(path: string): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return undefined;
  // Its version is not known, and so not which version is the next.
  if (stat.size > largestCatalogText) throw new CatalogError([tooLarge(path, largestCatalogText)]);
  return readFileSync(path, 'utf8');
}

/** All files of one version folder of the template at `place`. */
export function readVersionFolder(catalog: string, place: string, folder: string): FileTree {
  const path = join(catalog, place, folder);
  return readable(path, () => readTree(path));
}
