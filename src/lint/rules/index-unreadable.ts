import { indexErrors } from '../index-error.ts';
import { templateRule } from '../lint-rule.ts';

export const indexUnreadable = templateRule({
  code: 'index-unreadable',
  group: 'index',
  severity: 'error',
  summary: 'a config.yml or rancher-compose.yml is no text that can be read',
  docs: `The file cannot be opened, is not UTF-8 text, or is larger than any real one. Rancher logs
an error that nobody sees: of a template with such a config.yml nothing is left but a nameless entry,
a version with such a rancher-compose.yml is dropped.`,
  cause: true,
  check: (template) =>
    indexErrors(
      template,
      'unreadable',
      ({ message }) => `this file cannot be read: ${message}`,
      '',
    ),
});
