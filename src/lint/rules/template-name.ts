import { templateFile } from '../template-facts.ts';
import { templateRule } from '../lint-rule.ts';

export const templateName = templateRule({
  code: 'template-name',
  group: 'index',
  severity: 'warning',
  summary: "the name of a template's folder is not suitable as a stack name",
  docs: `Rancher derives the name of the stack from the name of the folder, and removes everything
but letters, digits and dashes. Use only these, and at most 63 characters.`,
  *check(facts) {
    const { template } = facts;
    const name = template.folderName;
    if (template.phantom || !template.reachable || /^[a-zA-Z0-9-]{1,63}$/.test(name)) return;
    yield {
      at: { file: templateFile(facts) },
      message: `the folder name "${name}" must consist of letters, digits and dashes, at most 63`,
      hint: `Rancher would name the stack ${name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '')}`,
    };
  },
});
