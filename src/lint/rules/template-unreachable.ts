import { templateFile } from '../template-facts.ts';
import { templateRule } from '../lint-rule.ts';

export const templateUnreachable = templateRule({
  code: 'template-unreachable',
  group: 'index',
  severity: 'error',
  summary: 'opening a template returns 404',
  docs: `The template is listed, but opening it returns 404: the name of its folder contains \`:\`
or \`*\`, which Rancher uses as separators in an ID.`,
  *check(facts) {
    const { template } = facts;
    if (template.phantom || template.reachable) return;
    yield {
      at: { file: templateFile(facts) },
      message: `Rancher cannot open the template ${template.id}: the name of its folder contains : or *`,
      hint: 'use only letters, digits and dashes in the folder name',
    };
  },
});
