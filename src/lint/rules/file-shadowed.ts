import { baseName } from '../../rancher/catalog-file.ts';
import { versionRule } from '../lint-rule.ts';

export const fileShadowed = versionRule({
  code: 'file-shadowed',
  group: 'index',
  severity: 'error',
  summary: 'a file of a version is replaced by one of the same name',
  docs: `Rancher keeps the files of a version folder by their names alone, however deep they stand. Of
two with one name the last in the order of their paths is served; a rancher-compose.yml in a folder
below even changes the version itself.`,
  *check({ version }) {
    for (const file of version.shadowed) {
      const winner = version.files.get(baseName(file.path));
      yield {
        at: { file },
        message: `Rancher serves ${winner?.path ?? 'another'} in place of this file`,
        hint: 'give each file of a version a name of its own',
      };
    }
  },
});
