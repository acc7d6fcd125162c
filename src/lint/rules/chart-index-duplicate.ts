import { indexSpot } from '../charts/index-facts.ts';
import { chartsRule } from '../lint-rule.ts';

export const chartIndexDuplicate = chartsRule({
  code: 'chart-index-duplicate',
  group: 'chart-index',
  severity: 'warning',
  summary: 'a version of a chart appears twice in an index.yaml',
  docs: `Both are listed, and the first one is always installed. Build metadata counts: \`1.0.0+a\` and \`1.0.0+b\` are two
versions.`,
  *check({ index }) {
    const seen = new Set<string>();
    for (const item of index?.items ?? []) {
      const key = `${item.chart}\0${item.version}`;
      if (index && seen.has(key)) {
        yield {
          at: indexSpot(index, item, 'version'),
          message: `duplicate version ${item.version} of ${item.chart}: the first one is installed`,
          hint: 'remove one of the two entries',
        };
      }
      seen.add(key);
    }
  },
});
