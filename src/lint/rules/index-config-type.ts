import { indexErrors } from '../index-errors.ts';
import { templateRule } from '../lint-rule.ts';

export const indexConfigType = templateRule({
  code: 'index-config-type',
  group: 'index',
  severity: 'error',
  summary: 'a key of config.yml has a value of the wrong type',
  docs: `One value of the wrong type, such as \`categories: Databases\` (must be a list) or a list
as \`name\`, makes Rancher ignore all of config.yml. It only logs the error.`,
  check: (template) =>
    indexErrors(
      template,
      'config-type',
      () => 'this value has the wrong type, so Rancher ignores all of config.yml',
    ),
});
