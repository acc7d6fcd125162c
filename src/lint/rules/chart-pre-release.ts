import { indexSpot, type IndexItem } from '../charts/index-facts.ts';
import { isPreRelease } from '../../rancher2/filter-versions.ts';
import { chartsRule } from '../lint-rule.ts';

export const chartPreRelease = chartsRule({
  code: 'chart-pre-release',
  group: 'chart-index',
  severity: 'warning',
  summary: 'a pre-release is offered as an upgrade of its release',
  docs: `Where Rancher looks for upgrades of an app, it compares versions part by part, and takes \`1.2.0-rc1\` for newer than
\`1.2.0\` (rancher/dashboard shell/utils/version.js, compare). Remove pre-releases from the index once the release is there.`,
  *check({ index }) {
    const byChart = new Map<string, IndexItem[]>();
    for (const item of index?.items ?? []) {
      byChart.set(item.chart, [...(byChart.get(item.chart) ?? []), item]);
    }
    for (const items of byChart.values()) {
      const released = new Set(items.map(({ version }) => version));
      for (const item of items) {
        const release = item.version.replace(/[-+].*$/, '');
        if (!index || !isPreRelease(item.version) || !released.has(release)) continue;
        yield {
          at: indexSpot(index, item, 'version'),
          message: `Rancher offers ${item.version} as an upgrade of ${release}`,
          hint: 'remove the pre-release from the index',
        };
      }
    }
  },
});
