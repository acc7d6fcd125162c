import { fileRule } from '../lint-rule.ts';

export const yamlAliases = fileRule({
  code: 'yaml-aliases',
  group: 'yaml',
  severity: 'error',
  summary: 'YAML aliases expand without limit',
  docs: `Aliases (\`*name\`) of aliases can make a small file expand to a size that no program can
hold. Rancher tries to expand them, which can bring down the whole server.`,
  cause: true,
  *check({ file, read, origin }) {
    if (read.fault?.bomb !== true) return;
    yield {
      at: { file, offset: read.fault.offset, origin },
      message: 'YAML aliases expand without limit',
      hint: 'replace the aliases with their values',
    };
  },
});
