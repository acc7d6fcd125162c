import { templateFile } from '../template-facts.ts';
import { strayIcons } from '../stray-icons.ts';
import { templateRule } from '../lint-rule.ts';

export const iconMissing = templateRule({
  code: 'icon-missing',
  group: 'index',
  severity: 'warning',
  summary: 'a template has no icon',
  docs: `Rancher shows an empty square. The icon is the file whose name starts with
\`catalogIcon\`.`,
  *check(facts) {
    const { template } = facts;
    if (template.phantom || template.icons.length > 0 || strayIcons(facts).length > 0) return;
    yield {
      at: { file: templateFile(facts) },
      message: 'there is no catalogIcon-… file, so Rancher shows no icon',
      hint: `add catalogIcon-${template.folderName}.svg`,
    };
  },
});
