import type { IndexedCatalog } from '../actions/entries/index-folder.ts';
import { counted } from '../diagnostics/counted.ts';
import type { IndexedTemplate } from '../rancher/indexed-template.ts';
import { formatTable } from '../terminal/table.ts';

/** What Rancher drops without an error. */
function remarks(template: IndexedTemplate): string[] {
  const where = template.folder;
  return [
    ...(template.phantom ? [`${where} has no config.yml that Rancher can read`] : []),
    ...template.folders
      .filter((folder) => folder !== where && !template.phantom)
      .map((folder) => `${folder}: Rancher merges it with ${where}`),
    ...template.dropped
      .filter(({ error }) => error === undefined)
      .map((version) => `${version.folder} is dropped: it has no version text`),
    ...Object.entries(template.duplicates).map(
      ([version, ids]) =>
        `${where} has ${version} ${ids.length} times (${ids.join(', ')}): Rancher lists any one of them${
          template.config.version === version
            ? `, and preselects ${template.defaultTemplateVersionId}`
            : ''
        }`,
    ),
    ...template.versions
      .filter((version) => template.reachable && !version.reachable)
      .map((version) => `${version.folder} is listed, but ${version.id} returns 404`),
    ...(!template.phantom && !template.reachable
      ? [`${where} is listed, but opening ${template.id} returns 404`]
      : []),
  ];
}

/** The index for people: a row for each template that is listed, then what Rancher silently drops. */
export function formatIndex({ index, listed, charts }: IndexedCatalog, width: number): string {
  const rows = listed.map((template) => [
    template.id,
    String(template.versions.length),
    template.versions.find(({ id }) => id === template.defaultTemplateVersionId)?.version ?? '-',
    template.iconFilename === '' ? 'no' : 'yes',
    template.config.name,
  ]);
  const versions = listed.flatMap((template) => template.versions);
  // Folders beside the catalog: where there are charts, they are not meant as templates.
  const named = charts
    ? index.templates.filter((each) => each.configFiles.length + each.versions.length > 0)
    : index.templates;
  const lines = named.flatMap(remarks).map((line) => `  ${line}`);
  return [
    formatTable(['TEMPLATE', 'VERSIONS', 'DEFAULT', 'ICON', 'NAME'], rows, width),
    '',
    [
      counted(rows.length, 'template'),
      counted(versions.length, 'version'),
      counted(index.errors.length, 'error'),
    ].join(', '),
    ...(lines.length > 0 ? ['', 'Silently dropped by Rancher:', ...lines] : []),
    '',
  ].join('\n');
}
