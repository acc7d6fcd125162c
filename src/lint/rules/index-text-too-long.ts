import { child } from '../../source/yaml-node.ts';
import { templateRule } from '../lint-rule.ts';

const longest = 1024;

export const indexTextTooLong = templateRule({
  code: 'index-text-too-long',
  group: 'index',
  severity: 'error',
  summary: 'a text in config.yml is longer than its database column',
  docs: `Rancher stores name, description, maintainer, project URL and labels in columns of 1024
characters. The bundled database silently truncates longer texts. Another database can reject them,
and then the refresh of the whole catalog fails.`,
  *check({ template, read }) {
    const file = template.configFile;
    if (file?.text === undefined) return;
    const { root } = read(file.text);
    for (const key of ['name', 'description', 'maintainer', 'projectURL']) {
      const node = child(root, key);
      if (node?.kind !== 'scalar' || node.text.length <= longest) continue;
      const message = `${key} has ${node.text.length} characters; Rancher stores at most ${longest}`;
      yield { at: { file, offset: node.offset }, message };
    }
  },
});
