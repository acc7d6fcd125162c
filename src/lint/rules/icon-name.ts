import { baseName } from '../../rancher/catalog-file.ts';
import { strayIcons } from '../stray-icons.ts';
import { templateRule } from '../lint-rule.ts';

export const iconName = templateRule({
  code: 'icon-name',
  group: 'index',
  severity: 'warning',
  summary: 'a picture is not named so that Rancher takes it for the icon',
  docs: `The icon is the file whose name begins with \`catalogIcon\`, in these letters; icon.svg or
logo.png is ignored.`,
  fixable: true,
  *check(facts) {
    const { template } = facts;
    const icons = strayIcons(facts);
    for (const file of icons) {
      const name = baseName(file.path);
      const to = `catalogIcon-${template.folderName}${name.slice(name.lastIndexOf('.')).toLowerCase()}`;
      yield {
        at: { file },
        message: `Rancher does not take ${name} for the icon`,
        hint: `name it ${to}`,
        fix:
          icons.length === 1
            ? { kind: 'move', from: file.path, to: `${template.folder}/${to}` }
            : undefined,
      };
    }
  },
});
