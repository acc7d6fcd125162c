import { indexSpot } from '../charts/index-facts.ts';
import { isNull, child } from '../../source/yaml-node.ts';
import { chartsRule } from '../lint-rule.ts';

export const chartIndexCreated = chartsRule({
  code: 'chart-index-created',
  group: 'chart-index',
  severity: 'info',
  summary: 'an entry of an index.yaml has no time',
  docs: `Rancher shows \`created\` as the date of a version, in the list of versions and for sorting by the last update. Without it,
the year 1 is shown. Write the time of the release, and never that of the last run of a tool: with a new time, Rancher reads the whole
repository again (rancher/rancher#23256).`,
  *check({ index }) {
    for (const item of index?.items ?? []) {
      if (!index || !isNull(child(item.node, 'created'))) continue;
      yield {
        at: indexSpot(index, item),
        message: `${item.chart} ${item.version} has no date`,
        hint: 'add created: "2026-01-31T00:00:00Z", the time of the release',
      };
    }
  },
});
