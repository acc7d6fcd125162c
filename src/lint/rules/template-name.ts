import { templateFile } from '../template-facts.ts';
import { templateRule } from '../lint-rule.ts';

export const templateName = templateRule({
  code: 'template-name',
  group: 'index',
  severity: 'warning',
  summary: "a template's folder has a name that does not do for a stack",
  docs: `Rancher makes the name of the stack from the folder's: all but letters, digits and dashes is
cut out of it. The folder's name is best made of those, 63 characters at most.`,
  *check(facts) {
    const { template } = facts;
    const name = template.folderName;
    if (template.phantom || !template.reachable || /^[a-zA-Z0-9-]{1,63}$/.test(name)) return;
    yield {
      at: { file: templateFile(facts) },
      message: `the folder's name "${name}" is not made of letters, digits and dashes`,
      hint: `Rancher would name the stack ${name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '')}`,
    };
  },
});
