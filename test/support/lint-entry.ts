import { groupByTemplate } from '../../src/lint/group-by-template.ts';
import { lintTemplate } from '../../src/lint/lint-template.ts';
import type { CatalogFile } from '../../src/rancher/catalog-file.ts';

/** Files of a catalog by their paths. */
export type Shape = Readonly<Record<string, string>>;

const config = 'name: App\ndescription: An app.\nversion: "1.0.0"\ncategory: Apps\n';

/** A rancher-compose.yml of version 1 that has only the catalog block. */
export const first = `.catalog:\n  name: App\n  version: "1.0.0"\n`;

/** A rancher-compose.yml of version 2 that has only the catalog block. */
export const second = `version: '2'\ncatalog:\n  name: App\n  version: "1.0.0"\n`;

/** A complete template with one version. */
export const entry = (
  docker: string,
  rancher: string,
  root = 'templates',
  version = '0',
): Shape => ({
  [`${root}/app/config.yml`]: config,
  [`${root}/app/catalogIcon-app.svg`]: '<svg/>',
  [`${root}/app/${version}/README.md`]: '# App\n',
  [`${root}/app/${version}/docker-compose.yml`]: docker,
  [`${root}/app/${version}/rancher-compose.yml`]: rancher,
});

/** What lint finds in the files, as `FILE:LINE CODE`, sorted. */
export function foundIn(shape: Shape): string[] {
  const files = Object.entries(shape).map(([path, text]): CatalogFile => ({
    path,
    sizeBytes: text.length,
    text,
  }));
  return groupByTemplate(files)
    .flatMap((group) => lintTemplate(group))
    .map(({ code, at: { file, line } }) => `${file.split('/').at(-1)}:${line ?? 0} ${code}`)
    .sort();
}
