import { templateFile } from '../template-facts.ts';
import { templateRule } from '../lint-rule.ts';

export const templateUnreachable = templateRule({
  code: 'template-unreachable',
  group: 'index',
  severity: 'error',
  summary: "a template's id gives 404",
  docs: `A template is listed, but opening it gives 404: its folder has a \`:\` or \`*\` in its name,
which Rancher takes for the separators of an id.`,
  *check(facts) {
    const { template } = facts;
    if (template.phantom || template.reachable) return;
    yield {
      at: { file: templateFile(facts) },
      message: `Rancher cannot open the template ${template.id}: its folder has a : or * in its name`,
      hint: 'name the folder with letters, digits and dashes',
    };
  },
});
