import { indexErrors } from '../index-error.ts';
import { templateRule } from '../lint-rule.ts';

export const indexCatalogType = templateRule({
  code: 'index-catalog-type',
  group: 'index',
  severity: 'error',
  summary: 'a key of the catalog block or of a question has a value of the wrong type',
  docs: `One value of the wrong type and Rancher drops the version from its list, or keeps it
without questions where its folder is named by a version. \`required\` takes a boolean without
quotes, \`min\` and \`max\` numbers without quotes, \`options\` a list of texts, \`questions\` a list.`,
  cause: true,
  check: (template) =>
    indexErrors(
      template,
      'catalog-type',
      () => 'this value is of the wrong type, and Rancher drops the version for it',
    ),
});
