import { indexErrors } from '../index-error.ts';
import { templateRule } from '../lint-rule.ts';

export const indexComposeVersion = templateRule({
  code: 'index-compose-version',
  group: 'index',
  severity: 'error',
  summary: 'rancher-compose.yml is of a compose version that Rancher does not know',
  docs: `Rancher 1.6 knows compose files without a \`version\` and those of \`version: '2'\`. With
any other, such as '2.1' or '3', it takes every key of the file for a service, fails, and drops the
version from its list.`,
  cause: true,
  check: (template) =>
    indexErrors(
      template,
      'compose-version',
      () => 'Rancher reads this file as one of version 1, fails, and does not list this version',
      "Rancher knows version: '2', and files without a version",
    ),
});
