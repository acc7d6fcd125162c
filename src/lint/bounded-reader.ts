import { readYaml, type YamlRead } from '../source/read-yaml.ts';

/** Characters of text whose nodes are kept; a catalog of thousands of entries has far more. */
const budget = 4_000_000;

/**
 * A readYaml that parses each distinct text once, as long as it is read again soon: revisions of one
 * template, which share most of their texts, are linted one after another.
 */
export function boundedReader(): (text: string) => YamlRead {
  let [recent, older] = [new Map<string, YamlRead>(), new Map<string, YamlRead>()];
  let size = 0;
  return (text) => {
    const known = recent.get(text) ?? older.get(text);
    const read = known ?? readYaml(text);
    if (recent.has(text)) return read;
    recent.set(text, read);
    size += text.length;
    if (size > budget / 2) {
      [recent, older] = [new Map(), recent];
      size = 0;
    }
    return read;
  };
}
