import { indexErrors } from '../index-error.ts';
import { templateRule } from '../lint-rule.ts';

export const indexConfigSyntax = templateRule({
  code: 'index-config-syntax',
  group: 'index',
  severity: 'error',
  summary: 'config.yml is not YAML',
  docs: `Rancher logs the error where nobody looks, and loses all that config.yml says: the template
is listed without a name, with an id that it shares with every other such template, or not at all.`,
  check: (template) =>
    indexErrors(
      template,
      'config-syntax',
      () => 'config.yml is not YAML, so the template has no name',
    ),
});
