import { indexCatalog } from '../rancher/index-catalog.ts';
import { baseName, type CatalogFile } from '../rancher/catalog-file.ts';
import type { IndexError } from '../rancher/indexed-template.ts';
import { parseTemplatePath } from '../rancher/template-path.ts';

/** Whether Rancher parses the file at a path when it indexes a catalog. */
export function isIndexed(path: string): boolean {
  const name = baseName(path);
  if (name === 'config.yml') return path.split('/').length > 2;
  return name === 'rancher-compose.yml' && parseTemplatePath(path)?.versionFolder !== undefined;
}

const text = String.raw`(?:[A-Za-z_/][A-Za-z0-9_/.@<>-]*(?: [A-Za-z0-9_/.@<>-]+)*|"(?:[^"\\]|\\["\\nrt0])*")`;
const plainConfig = new RegExp(
  String.raw`^(?:(?:name|description|version|category|maintainer|license|projectURL): ${text}\n)+(?:labels:\n(?: {2}[A-Za-z0-9._-]+: ${text}\n)+)?$`,
);

/** A config.yml of unambiguous lines only, as this program and most people write it. */
const isPlainConfig = (config: string) => plainConfig.test(config);

/** A key for all rancher-compose.yml that differ in their version only: they parse alike. */
function skeleton(rancherCompose: string): string {
  return rancherCompose
    .replace(/^# rancher-catalog: .*$/m, '')
    .replaceAll(/^( {2}(?:version|upgrade_from): )"[0-9A-Za-z.+<>=| -]+"$/gm, '$1""');
}

/**
 * The errors that Rancher's catalog service would log for a catalog. Of files that differ in their
 * version numbers only, one is parsed: they are most of a large catalog.
 */
export function catalogErrors(files: readonly CatalogFile[]): IndexError[] {
  const seen = new Map<string, CatalogFile>();
  const alike = new Map<CatalogFile, CatalogFile[]>();
  for (const file of files) {
    const content = file.text ?? '';
    const isConfig = baseName(file.path) === 'config.yml';
    if (isConfig && isPlainConfig(content)) continue;
    const key = isConfig || file.notUtf8 ? `${file.path}\n${content}` : skeleton(content);
    const first = seen.get(key);
    if (first) alike.get(first)?.push(file);
    else {
      seen.set(key, file);
      alike.set(file, []);
    }
  }
  const { errors } = indexCatalog([...alike.keys()]);
  return errors.flatMap((error) => [
    error,
    ...(alike.get(error.file) ?? []).map((file) => ({ ...error, file })),
  ]);
}
