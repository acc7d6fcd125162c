import { child } from '../../source/yaml-node.ts';
import { chartRule } from '../lint-rule.ts';

export const chartIndexOther = chartRule({
  code: 'chart-index-other',
  group: 'chart-index',
  severity: 'error',
  summary: 'an entry of an index.yaml leads to another chart or version',
  docs: `Rancher lists the name and version of the entry, and opens what its URL leads to. The dashboard cannot open such a
version, and Helm installs another one than was chosen.`,
  *check(chart) {
    const { metadata } = chart.loaded;
    const { items, index } = chart.place;
    if (!metadata || !index) return;
    for (const item of items) {
      if (item.name === metadata.name && item.version === metadata.version) continue;
      yield {
        at: { file: index, offset: (child(item.node, 'version') ?? item.node).offset },
        message: `${chart.place.path} is ${metadata.name} ${metadata.version}, not ${item.name} ${item.version}`,
        hint: 'correct the entry, or its URL',
      };
    }
  },
});
