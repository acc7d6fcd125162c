import type { YamlNode } from '../../source/yaml-node.ts';
import type { MapEntry } from '../../source/yaml-node.ts';
import { chartRule } from '../lint-rule.ts';

const files = ['Chart.yaml', 'values.yaml', 'questions.yaml'];

function* duplicatesIn(node: YamlNode | undefined): Generator<MapEntry> {
  if (node?.kind === 'list') for (const item of node.items) yield* duplicatesIn(item);
  if (node?.kind !== 'map') return;
  yield* node.duplicates;
  for (const { value } of node.entries.values()) yield* duplicatesIn(value);
}

export const chartDuplicateKey = chartRule({
  code: 'chart-duplicate-key',
  group: 'chart',
  severity: 'warning',
  summary: 'a key appears twice in one map',
  docs: `The last one counts, and the others are dropped without a message. Strict parsers, such as those of GitOps tools, refuse
the file.`,
  *check(chart) {
    for (const path of files) {
      for (const { key } of duplicatesIn(chart.root(path))) {
        if (key.kind !== 'scalar') continue;
        yield {
          at: chart.spot(path, key),
          message: `duplicate key ${key.text}: this value is dropped`,
          hint: 'remove one of the two',
        };
      }
    }
  },
});
