import { yamlError } from '../../rancher/read-catalog-block.ts';
import { explainYaml } from '../explain-yaml.ts';
import { versionRule } from '../lint-rule.ts';
import { tabOf } from '../tab-fault.ts';

export const yamlSyntax = versionRule({
  code: 'yaml-syntax',
  group: 'yaml',
  severity: 'error',
  summary: 'a compose file is not valid YAML',
  docs: `Rancher reads YAML 1.1 with a parser of 2016, which differs from newer ones: a tab cannot be
indentation, U+2028 is a line break, and an unquoted value cannot start with % or @. The catalog lists the version, and
rejects its launch.`,
  cause: true,
  *check({ composeFiles, of }) {
    for (const { file, text, read, launched } of composeFiles) {
      const { fault } = read;
      const isLogged = of.errors.some((error) => error.file === file);
      if (!fault || fault.bomb || isLogged || launched.rendered.fault) continue;
      if (tabOf(text, fault) !== undefined) continue;
      const { offset, cause, fix } = explainYaml(text, fault);
      yield {
        at: { file, offset, origin: launched.rendered.origin },
        message: `${cause}; Rancher rejects the file: ${yamlError(read)?.message ?? ''}`,
        hint: fix,
      };
    }
  },
});
