import { syntaxErrors } from '../index-errors.ts';
import { templateRule } from '../lint-rule.ts';

export const indexComposeSyntax = templateRule({
  code: 'index-compose-syntax',
  group: 'index',
  severity: 'error',
  summary: 'rancher-compose.yml is not valid YAML',
  docs: `The version is not listed: Rancher logs the error and continues. The file is read before
its Go template is executed, so it must be valid YAML including the template actions. Put an action
in a comment: \`#{{- if eq .Values.X "a" }}\`.`,
  cause: true,
  check: (template) =>
    syntaxErrors(
      template,
      'compose-syntax',
      'rancher-compose.yml is not valid YAML, so Rancher does not list this version',
    ),
});
