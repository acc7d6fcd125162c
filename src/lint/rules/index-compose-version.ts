import { indexErrors } from '../index-errors.ts';
import { templateRule } from '../lint-rule.ts';

export const indexComposeVersion = templateRule({
  code: 'index-compose-version',
  group: 'index',
  severity: 'error',
  summary: 'rancher-compose.yml has a compose version that Rancher does not support',
  docs: `Rancher 1.6 supports compose files without a \`version\`, and those with \`version:
'2'\`. With any other version, such as '2.1' or '3', it reads every key of the file as a service,
fails, and drops the version from its list.`,
  cause: true,
  check: (template) =>
    indexErrors(
      template,
      'compose-version',
      () => 'Rancher reads this file as version 1, fails, and does not list this version',
      "use version: '2', or no version",
    ),
});
