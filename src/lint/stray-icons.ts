import { baseName, type CatalogFile } from '../rancher/catalog-file.ts';
import { depthOf, type TemplateFacts } from './template-facts.ts';

/** Images beside config.yml that Rancher does not use as an icon. */
export function strayIcons({ template }: TemplateFacts): CatalogFile[] {
  if (template.icons.length > 0) return [];
  return template.ignoredFiles.filter(
    (file) => depthOf(file) === 1 && /\.(?:svg|png|jpe?g|gif)$/i.test(baseName(file.path)),
  );
}
