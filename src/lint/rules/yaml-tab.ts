import { fileRule } from '../lint-rule.ts';

export const yamlTab = fileRule({
  code: 'yaml-tab',
  group: 'yaml',
  severity: 'error',
  summary: 'a line is indented with a tab',
  docs: `YAML allows only spaces. Rancher silently drops a config.yml or rancher-compose.yml that
it cannot read; for docker-compose.yml it rejects the launch.`,
  cause: true,
  *check({ file, text, read, origin }) {
    const { fault } = read;
    if (!fault) return;
    const start = text.lastIndexOf('\n', Math.max(0, fault.offset - 1)) + 1;
    const indent = /^[ ]*\t/.exec(text.slice(start));
    if (text.charAt(fault.offset) !== '\t' && !indent) return;
    const at =
      text.charAt(fault.offset) === '\t' ? fault.offset : start + (indent?.[0].length ?? 1) - 1;
    yield {
      at: { file, offset: at, origin },
      message: 'this line is indented with a tab, so Rancher cannot read the file',
      hint: 'replace the tab with spaces',
    };
  },
});
