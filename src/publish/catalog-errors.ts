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

/** A config.yml of lines that can only be read in one way, as this program and most people write it. */
const isPlainConfig = (config: string) => plainConfig.test(config);

/** What stands in for a rancher-compose.yml with another version in it: it parses as this one does. */
function skeleton(rancherCompose: string): string {
  return rancherCompose
    .replace(/^# rancher-catalog: .*$/m, '')
    .replaceAll(/^( {2}(?:version|upgrade_from): )"[0-9A-Za-z.+<>= -]+"$/gm, '$1""');
}

/**
 * What Rancher's catalog service would complain of in a catalog. Files that are alike but for their
 * version numbers are read once: a large catalog is mostly those.
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
