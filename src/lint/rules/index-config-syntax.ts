import { syntaxErrors } from '../index-errors.ts';
import { templateRule } from '../lint-rule.ts';

export const indexConfigSyntax = templateRule({
  code: 'index-config-syntax',
  group: 'index',
  severity: 'error',
  summary: 'config.yml is not valid YAML',
  docs: `Rancher only logs the error, and reads nothing from config.yml: the template is listed
without a name, with an ID that it shares with every other such template, or not at all.`,
  check: (template) =>
    syntaxErrors(
      template,
      'config-syntax',
      'config.yml is not valid YAML, so the template has no name',
    ),
});
