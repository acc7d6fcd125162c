import { templateFile } from '../template-facts.ts';
import { templateRule } from '../lint-rule.ts';

export const templateUnreachable = templateRule({
  code: 'template-unreachable',
  group: 'index',
  severity: 'error',
  summary: 'opening a template returns 404',
  docs: `The template is listed, but opening it returns 404: the name of its folder, or what
precedes the dash in the one above, contains \`:\` or \`*\`. Rancher uses these as separators in an ID,
and looks for another entry.`,
  *check(facts) {
    const { template } = facts;
    if (template.phantom || template.reachable) return;
    yield {
      at: { file: templateFile(facts) },
      message: `Rancher cannot open the template ${template.id}: a name in its ID contains : or *`,
      hint: 'use only letters, digits and dashes in the folder name',
    };
  },
});
