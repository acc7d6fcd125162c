import { indexErrors } from '../index-errors.ts';
import { templateRule } from '../lint-rule.ts';

export const indexCatalogType = templateRule({
  code: 'index-catalog-type',
  group: 'index',
  severity: 'error',
  summary: 'a key of the catalog block or of a question has a value of the wrong type',
  docs: `One value of the wrong type makes Rancher drop the version from its list, or, if its
folder is named after a version, list it without questions. \`required\` must be a boolean without
quotes, \`min\` and \`max\` numbers without quotes, \`options\` a list of strings, and \`questions\`
a list.`,
  cause: true,
  check: (template) =>
    indexErrors(
      template,
      'catalog-type',
      () => 'this value has the wrong type, so Rancher drops the version',
    ),
});
