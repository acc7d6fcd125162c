import { readYaml, type YamlRead } from './read-yaml.ts';

/** A readYaml that parses each distinct text once. Revisions of an entry share most of their texts. */
export function cachedReader(): (text: string) => YamlRead {
  const reads = new Map<string, YamlRead>();
  return (text) => {
    const known = reads.get(text);
    if (known) return known;
    const read = readYaml(text);
    reads.set(text, read);
    return read;
  };
}
