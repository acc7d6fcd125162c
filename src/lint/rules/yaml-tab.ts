import { fileRule } from '../lint-rule.ts';

export const yamlTab = fileRule({
  code: 'yaml-tab',
  group: 'yaml',
  severity: 'error',
  summary: 'a tab indents a line',
  docs: `YAML allows spaces only. In config.yml and rancher-compose.yml Rancher drops what it cannot
read without a word; in docker-compose.yml it refuses the launch.`,
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
      message: 'a tab indents this line, so Rancher cannot read the file',
      hint: 'replace the tab by spaces',
    };
  },
});
