import { fileRule } from '../lint-rule.ts';
import { tabOf } from '../tab-fault.ts';

export const yamlTab = fileRule({
  code: 'yaml-tab',
  group: 'yaml',
  severity: 'error',
  summary: 'a line is indented with a tab',
  docs: `YAML allows only spaces. Rancher silently drops a config.yml or rancher-compose.yml that
it cannot read; for docker-compose.yml it rejects the launch.`,
  cause: true,
  *check({ file, text, read, origin }) {
    const offset = read.fault && tabOf(text, read.fault);
    if (offset === undefined) return;
    yield {
      at: { file, offset, origin },
      message: 'this line is indented with a tab, so Rancher cannot read the file',
      hint: 'replace the tab with spaces',
    };
  },
});
