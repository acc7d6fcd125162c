import { mapsOf } from '../compose-file.ts';
import { fileRule } from '../lint-rule.ts';

export const yamlDuplicateKey = fileRule({
  code: 'yaml-duplicate-key',
  group: 'yaml',
  severity: 'error',
  summary: 'a map has a duplicate key',
  docs: `Rancher silently uses the last value and drops the others.`,
  *check({ file, read, origin }) {
    for (const { duplicates } of mapsOf(read.root)) {
      for (const { key } of duplicates) {
        const name = key.kind === 'scalar' ? key.text : 'this key';
        yield {
          at: { file, offset: key.offset, origin },
          message: `duplicate key ${name}; Rancher uses the last one`,
          hint: 'keep only one of them',
        };
      }
    }
  },
});
