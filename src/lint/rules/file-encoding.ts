import { counted } from '../../diagnostics/counted.ts';
import { pickFile } from '../../rancher/launch/launch-version.ts';
import { versionRule } from '../lint-rule.ts';

export const fileEncoding = versionRule({
  code: 'file-encoding',
  group: 'index',
  severity: 'warning',
  summary: 'a compose file is not UTF-8',
  docs: `Rancher's catalog service sends the file to the launcher as JSON, and replaces each byte that is
not UTF-8 with U+FFFD. The launch is accepted, but a text with such a byte, such as an é in Latin-1, is not what its
author wrote. Save the file as UTF-8.`,
  *check({ version: { files } }) {
    for (const role of ['docker-compose.yml', 'rancher-compose.yml'] as const) {
      const file = pickFile(files, role);
      const text = file?.text ?? '';
      // What the catalog service parses itself has an error of its own.
      if (!file?.notUtf8 || text.includes('\0') || file === files.get('rancher-compose.yml'))
        continue;
      const count = text.split('\uFFFD').length - 1;
      yield {
        at: { file, offset: text.indexOf('\uFFFD') },
        message: `this file is not UTF-8; Rancher replaces ${counted(count, 'byte')} with U+FFFD`,
        hint: 'save the file as UTF-8',
      };
    }
  },
});
