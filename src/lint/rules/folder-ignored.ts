import { templateFile } from '../template-facts.ts';
import { templateRule } from '../lint-rule.ts';

export const folderIgnored = templateRule({
  code: 'folder-ignored',
  group: 'index',
  severity: 'warning',
  summary: 'Rancher does not recognize a folder of a template as a version',
  docs: `The name of a version folder is a number (0, 1, 2 …) or a full semantic version (1.2.3).
Any other folder, such as \`latest\` or \`1.0\`, is silently ignored.`,
  *check(facts) {
    const { template, files } = facts;
    const isTemplate = template.configFile !== undefined || template.versions.length > 0;
    if (!isTemplate) return;
    for (const folder of template.ignoredFolders) {
      const file = files.find(({ path }) => path.startsWith(`${folder}/`)) ?? templateFile(facts);
      const name = folder.slice(folder.lastIndexOf('/') + 1);
      yield {
        at: { file },
        message: `Rancher ignores the folder ${folder}: "${name}" is neither a number nor a full version`,
        hint: 'rename it to the next number, or to a version such as 1.2.3',
      };
    }
  },
});
