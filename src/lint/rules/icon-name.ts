import { baseName } from '../../rancher/catalog-file.ts';
import { strayIcons } from '../stray-icons.ts';
import { templateRule } from '../lint-rule.ts';

export const iconName = templateRule({
  code: 'icon-name',
  group: 'index',
  severity: 'warning',
  summary: 'an image file is not named catalogIcon-…, so Rancher does not use it as the icon',
  docs: `The icon is the file whose name starts with \`catalogIcon\` (case-sensitive). icon.svg
and logo.png are ignored.`,
  fixable: true,
  *check(facts) {
    const { template } = facts;
    const icons = strayIcons(facts);
    for (const file of icons) {
      const name = baseName(file.path);
      const to = `catalogIcon-${template.folderName}${name.slice(name.lastIndexOf('.')).toLowerCase()}`;
      yield {
        at: { file },
        message: `Rancher does not use ${name} as the icon`,
        hint: `rename it to ${to}`,
        fix:
          icons.length === 1
            ? { kind: 'move', from: file.path, to: `${template.folder}/${to}` }
            : undefined,
      };
    }
  },
});
