import { readYaml, type YamlRead } from './read-yaml.ts';

/** A readYaml that parses each distinct text once: revisions of an entry share most of theirs. */
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
