import type { TemplateDraft } from './catalog-draft.ts';
import { indexedText } from './catalog-file.ts';
import type { IndexedTemplate } from './indexed-template.ts';
import { failure, uncheckedOf, type IndexSettings, type Report } from './index-settings.ts';
import { emptyConfig, readTemplateConfig, type TemplateConfig } from './template-config.ts';
import { isReachable, templateId, type TemplatePath } from './template-path.ts';
import type { CatalogFile } from './catalog-file.ts';

interface Config {
  readonly config: TemplateConfig;
  readonly file: CatalogFile;
  readonly path: TemplatePath;
}

/** The last config.yml that can be read; each one that cannot is an error. */
function readConfig(
  draft: TemplateDraft,
  settings: IndexSettings,
  report: Report,
): Config | undefined {
  let found: Config | undefined;
  for (const { file, path } of draft.configFiles) {
    const text = indexedText(file);
    if (text.error !== undefined) {
      report({ ...failure('template', file, text.error), ...uncheckedOf(text) });
      continue;
    }
    const { config, error } = readTemplateConfig(settings.read(text.value), text.value);
    if (error) report(failure('template', file, error.message, error.offset));
    else if (config) found = { config, file, path };
  }
  return found;
}

/** A template without its versions. */
export type TemplateHead = Pick<
  IndexedTemplate,
  | 'id'
  | 'folder'
  | 'base'
  | 'folderName'
  | 'phantom'
  | 'reachable'
  | 'config'
  | 'configFile'
  | 'icons'
>;

/** What the catalog service reads of a template's own files. */
export function readHead(
  draft: TemplateDraft,
  settings: IndexSettings,
  report: Report,
): TemplateHead {
  const found = readConfig(draft, settings, report);
  const [base, folderName] = found ? [found.path.base, found.path.name] : ['', ''];
  const { catalogId } = settings;
  const id = templateId(catalogId, base, folderName);
  return {
    id,
    folder: found?.path.folder ?? draft.folders[0] ?? '',
    base,
    folderName,
    phantom: found === undefined,
    reachable: found !== undefined && isReachable(id, { catalogId, base, name: folderName }),
    config: found?.config ?? emptyConfig,
    configFile: found?.file,
    icons: draft.icons,
  };
}
