import { templateFile } from '../template-facts.ts';
import { templateRule } from '../lint-rule.ts';

export const folderIgnored = templateRule({
  code: 'folder-ignored',
  group: 'index',
  severity: 'warning',
  summary: 'a folder of a template is no version to Rancher',
  docs: `A version's folder is named by a number (0, 1, 2 …) or by a full semantic version (1.2.3).
Any other, such as \`latest\` or \`1.0\`, is ignored without a word.`,
  *check(facts) {
    const { template, files } = facts;
    const isTemplate = template.configFile !== undefined || template.versions.length > 0;
    if (!isTemplate) return;
    for (const folder of template.ignoredFolders) {
      const file = files.find(({ path }) => path.startsWith(`${folder}/`)) ?? templateFile(facts);
      const name = folder.slice(folder.lastIndexOf('/') + 1);
      yield {
        at: { file },
        message: `Rancher ignores the folder ${folder}: "${name}" is no number and no version`,
        hint: 'name it by the next number, or by a version such as 1.2.3',
      };
    }
  },
});
