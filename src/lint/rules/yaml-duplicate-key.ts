import { mapsOf } from '../compose-file.ts';
import { fileRule } from '../lint-rule.ts';

export const yamlDuplicateKey = fileRule({
  code: 'yaml-duplicate-key',
  group: 'yaml',
  severity: 'error',
  summary: 'a key stands twice in one map',
  docs: `Rancher takes the last one without a word, and what the others say is lost.`,
  *check({ file, read, origin }) {
    for (const { duplicates } of mapsOf(read.root)) {
      for (const key of duplicates) {
        const name = key.kind === 'scalar' ? key.text : 'this key';
        yield {
          at: { file, offset: key.offset, origin },
          message: `${name} stands twice in this map; Rancher takes the last one`,
          hint: 'keep one of them',
        };
      }
    }
  },
});
