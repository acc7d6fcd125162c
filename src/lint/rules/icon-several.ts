import { baseName } from '../../rancher/catalog-file.ts';
import { templateRule } from '../lint-rule.ts';

export const iconSeveral = templateRule({
  code: 'icon-several',
  group: 'index',
  severity: 'warning',
  summary: 'a template has several icons',
  docs: `Every file whose name begins with \`catalogIcon\`, at any depth, is an icon to Rancher; the
last one in the order of their paths is shown.`,
  *check({ template }) {
    const shown = template.icons.at(-1);
    for (const file of template.icons.slice(0, -1)) {
      yield {
        at: { file },
        message: `Rancher shows ${shown ? shown.path : ''}, never ${baseName(file.path)}`,
        hint: 'keep one of them',
      };
    }
  },
});
