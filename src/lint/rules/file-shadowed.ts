import { baseName } from '../../rancher/catalog-file.ts';
import { versionRule } from '../lint-rule.ts';

export const fileShadowed = versionRule({
  code: 'file-shadowed',
  group: 'index',
  severity: 'error',
  summary: 'a file of a version is replaced by another file with the same name',
  docs: `Rancher stores the files of a version folder by name only, including files in subfolders.
If two files have the same name, the last one in path order is served. A rancher-compose.yml in a
subfolder can even change the version itself.`,
  *check({ version }) {
    for (const file of version.shadowed) {
      const winner = version.files.get(baseName(file.path));
      yield {
        at: { file },
        message: `Rancher serves ${winner?.path ?? 'another file'} instead of this file`,
        hint: 'give each file of a version a unique name',
      };
    }
  },
});
