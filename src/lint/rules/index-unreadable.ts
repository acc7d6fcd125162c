import { indexErrors } from '../index-errors.ts';
import { templateRule } from '../lint-rule.ts';

export const indexUnreadable = templateRule({
  code: 'index-unreadable',
  group: 'index',
  severity: 'error',
  summary: 'a config.yml or rancher-compose.yml cannot be read as text',
  docs: `The file cannot be opened, is not valid UTF-8, or is larger than this program
reads, 4 MiB. Of the last one, it is not known what Rancher does. It only logs an error of the
others. A template with such a config.yml becomes an entry without a name; a version with such a
rancher-compose.yml is dropped.`,
  cause: true,
  check: (template) =>
    indexErrors(
      template,
      'unreadable',
      ({ message, unchecked }) => (unchecked ? message : `this file cannot be read: ${message}`),
      '',
    ).map((found) =>
      found.at.file.notUtf8 ? { ...found, hint: 'save the file as UTF-8' } : found,
    ),
});
