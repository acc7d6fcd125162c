import { indexSpot } from '../charts/index-facts.ts';
import { chartsRule } from '../lint-rule.ts';

export const chartIndexDropped = chartsRule({
  code: 'chart-index-dropped',
  group: 'chart-index',
  severity: 'warning',
  summary: 'an entry of an index.yaml is left out',
  docs: `Helm and Rancher leave out entries that lack a name or a version, or have a version that is not semantic, and list the
others (helm pkg/repo/v1/index.go).`,
  *check({ index }) {
    for (const { chart, version, message } of index?.loaded.index?.dropped ?? []) {
      const item = index?.items.find((each) => each.chart === chart && each.version === version);
      if (!index || !item) continue;
      yield {
        at: indexSpot(index, item),
        message: `this entry of ${chart} is left out: ${message}`,
        hint: 'correct the entry, or remove it',
      };
    }
  },
});
