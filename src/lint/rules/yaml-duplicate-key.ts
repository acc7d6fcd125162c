import { joinedParts } from '../../rancher/struct-read.ts';
import { keyOf, type MapNode, type ScalarNode } from '../../source/yaml-node.ts';
import { mapsOf } from '../compose-file.ts';
import { fileRule } from '../lint-rule.ts';

/** Keys that are written before `<<`, which replaces their values in the go-yaml of 2016 (decode.go, merge). */
const replacedByMerge = (map: MapNode): readonly ScalarNode[] =>
  (map.written ?? []).flatMap(({ key }) => {
    const last = map.entries.get(keyOf(key));
    const isReplaced = key.offset >= map.offset && last && last.key.offset < map.offset;
    return isReplaced && key.kind === 'scalar' ? key : [];
  });

export const yamlDuplicateKey = fileRule({
  code: 'yaml-duplicate-key',
  group: 'yaml',
  severity: 'error',
  summary: 'a map has a duplicate key',
  docs: `Rancher silently uses the last value and drops the others. Only the sections of a compose file of
version 2, and the labels of config.yml, are joined. A key that replaces a merged one is not a duplicate, but
\`<<\` must come first: it replaces what is written above it.`,
  *check({ file, read, origin }) {
    const { root } = read;
    const joined = joinedParts(root);
    for (const map of [root, ...joined].flatMap((part) => mapsOf(part))) {
      for (const { key, value } of map.duplicates) {
        // What << merges is meant to be replaced; its anchor is written before the map.
        if (key.offset < map.offset) continue;
        const name = key.kind === 'scalar' ? key.text : 'this key';
        const effect = joined.includes(value) ? 'joins their entries' : 'uses the last one';
        yield {
          at: { file, offset: key.offset, origin },
          message: `duplicate key ${name}; Rancher ${effect}`,
          hint: 'keep only one of them',
        };
      }
      for (const key of replacedByMerge(map)) {
        yield {
          at: { file, offset: key.offset, origin },
          message: `<< below replaces the value of ${key.text}`,
          hint: 'write << first in the map',
        };
      }
    }
  },
});
