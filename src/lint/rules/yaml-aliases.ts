import { fileRule } from '../lint-rule.ts';

export const yamlAliases = fileRule({
  code: 'yaml-aliases',
  group: 'yaml',
  severity: 'error',
  summary: 'YAML aliases unfold without bound',
  docs: `Aliases (\`*name\`) of aliases make a small file unfold to one that no program can hold. Rancher
tries, and may take the whole server down with it.`,
  cause: true,
  *check({ file, read, origin }) {
    if (read.fault?.bomb !== true) return;
    yield {
      at: { file, offset: read.fault.offset, origin },
      message: 'aliases unfold without bound here',
      hint: 'write the values out',
    };
  },
});
