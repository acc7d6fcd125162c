import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { marshalledLine, sortedEntries } from '../../../src/rancher/go-marshal.ts';
import { rewritten } from '../../../src/rancher/rewritten.ts';
import { readYaml } from '../../../src/source/read-yaml.ts';
import type { YamlNode } from '../../../src/source/yaml-node.ts';

/** Every part in the order in which it is written. */
function parts(node: YamlNode): YamlNode[] {
  if (node.kind === 'scalar') return [node];
  if (node.kind === 'list') return [node, ...node.items.flatMap(parts)];
  const entries = sortedEntries(node.entries.values());
  return [node, ...entries.flatMap(({ key, value }) => [...parts(key), ...parts(value)])];
}

interface Recorded {
  readonly text: string;
  /** Of each part: its line, and its text if it is a scalar. */
  readonly parts: readonly (readonly [line: number, text: string | null])[];
}

const recorded = readFileSync('test/fixtures/go-yaml-marshalled.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

// Recorded from go-yaml e4d366f: decoded, marshalled and parsed again.
test.for(recorded.map((each, index) => [index, each] as const))(
  'text %i is written as go-yaml does',
  ([, { text, parts: wanted }]) => {
    const { root } = readYaml(text);
    if (!root) throw new Error(text);
    const made = rewritten(root);
    const textOf = (node: YamlNode) => (node.kind === 'scalar' ? node.text : null);
    const found = parts(made).map((node) => [marshalledLine(made, node), textOf(node)]);
    expect(found).toEqual(wanted);
  },
);
