import { baseName } from '../../rancher/catalog-file.ts';
import type { Fix } from '../found.ts';
import { templateRule } from '../lint-rule.ts';
import { depthOf } from '../template-facts.ts';

export const readmeMisplaced = templateRule({
  code: 'readme-misplaced',
  group: 'index',
  severity: 'warning',
  summary: 'a README.md is in a folder where Rancher never shows it',
  docs: `Contrary to Rancher's documentation, a README.md next to config.yml is never shown:
Rancher reads the file as a version called "README.md" and drops it. Rancher shows the README.md of
the version folder.`,
  fixable: true,
  *check({ template }) {
    if (template.phantom) return;
    for (const file of template.ignoredFiles) {
      if (depthOf(file) !== 1 || !/^readme\.md/i.test(baseName(file.path))) continue;
      const shown = template.versions.find(({ id }) => id === template.defaultTemplateVersionId);
      const version = shown ?? template.versions.at(-1);
      const to = `${version?.folder ?? template.folder}/README.md`;
      const fix: Fix | undefined =
        version && !version.readme ? { kind: 'move', from: file.path, to } : undefined;
      yield {
        at: { file },
        message: 'Rancher never shows a README.md next to config.yml',
        hint: version ? `move it to ${to}` : undefined,
        fix,
      };
    }
  },
});
