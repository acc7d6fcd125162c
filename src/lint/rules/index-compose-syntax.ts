import { indexErrors } from '../index-error.ts';
import { templateRule } from '../lint-rule.ts';

export const indexComposeSyntax = templateRule({
  code: 'index-compose-syntax',
  group: 'index',
  severity: 'error',
  summary: 'rancher-compose.yml is not YAML',
  docs: `The version is not listed: Rancher logs the error and goes on. The file is read before any
Go template in it is run, so it must be YAML with the template's actions in it; put an action in a
comment: \`#{{- if eq .Values.X "a" }}\`.`,
  cause: true,
  check: (template) =>
    indexErrors(
      template,
      'compose-syntax',
      () => 'rancher-compose.yml is not YAML, so Rancher does not list this version',
    ),
});
