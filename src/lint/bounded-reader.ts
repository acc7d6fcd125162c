import { readYaml, type YamlRead } from '../source/read-yaml.ts';
import { RecentResults } from '../source/recent-results.ts';

/** Characters of text whose nodes are kept; a catalog of thousands of entries has far more. */
const budget = 1_000_000;

/**
 * A readYaml that parses each distinct text once, as long as it is read again soon: revisions of one
 * template, which share most of their texts, are linted one after another.
 */
export function boundedReader(): (text: string) => YamlRead {
  const reads = new RecentResults<YamlRead>(budget);
  return (text) => reads.of(text, () => readYaml(text));
}
