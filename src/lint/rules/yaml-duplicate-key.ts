import { joinedParts } from '../../rancher/struct-read.ts';
import { mapsOf } from '../compose-file.ts';
import { fileRule } from '../lint-rule.ts';

export const yamlDuplicateKey = fileRule({
  code: 'yaml-duplicate-key',
  group: 'yaml',
  severity: 'error',
  summary: 'a map has a duplicate key',
  docs: `Rancher silently uses the last value and drops the others. Only the sections of a compose file of
version 2, and the labels of config.yml, are joined.`,
  *check({ file, read, origin }) {
    const { root } = read;
    const joined = joinedParts(root);
    for (const map of [root, ...joined].flatMap((part) => mapsOf(part))) {
      for (const { key, value } of map.duplicates) {
        const name = key.kind === 'scalar' ? key.text : 'this key';
        const effect = joined.includes(value) ? 'joins their entries' : 'uses the last one';
        yield {
          at: { file, offset: key.offset, origin },
          message: `duplicate key ${name}; Rancher ${effect}`,
          hint: 'keep only one of them',
        };
      }
    }
  },
});
