import { baseName } from '../../rancher/catalog-file.ts';
import { templateRule } from '../lint-rule.ts';

export const iconSeveral = templateRule({
  code: 'icon-several',
  group: 'index',
  severity: 'warning',
  summary: 'a template has several icons',
  docs: `Rancher considers every file whose name starts with \`catalogIcon\`, at any depth, an
icon, and shows the last one in path order.`,
  *check({ template }) {
    const shown = template.icons.at(-1);
    for (const file of template.icons.slice(0, -1)) {
      yield {
        at: { file },
        message: `Rancher shows ${shown ? shown.path : ''}, not ${baseName(file.path)}`,
        hint: 'keep only one of them',
      };
    }
  },
});
