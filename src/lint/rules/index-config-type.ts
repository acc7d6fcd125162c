import { indexErrors } from '../index-error.ts';
import { templateRule } from '../lint-rule.ts';

export const indexConfigType = templateRule({
  code: 'index-config-type',
  group: 'index',
  severity: 'error',
  summary: 'a key of config.yml has a value of the wrong type',
  docs: `One value of the wrong type, such as \`categories: Databases\` (a list is wanted) or a list
as \`name\`, and Rancher drops the whole of config.yml with an error that nobody sees.`,
  check: (template) =>
    indexErrors(
      template,
      'config-type',
      () => 'this value is of the wrong type, and Rancher drops all of config.yml for it',
    ),
});
