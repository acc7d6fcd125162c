import { chartsRule } from '../lint-rule.ts';

export const chartIndexUnlisted = chartsRule({
  code: 'chart-index-unlisted',
  group: 'chart-index',
  severity: 'info',
  summary: 'a chart is not listed, because there is an index.yaml without it',
  docs: `As soon as a repository has an index.yaml that can be loaded, Rancher lists its entries and nothing else: charts in folders
are not looked for, and archives that it does not name are not found (rancher pkg/catalogv2/git/index.go).`,
  *check({ index, places, unlisted }) {
    if (!index?.loaded.index) return;
    const hidden = places.filter(({ kind, items }) => kind === 'folder' && items.length === 0);
    for (const path of [...unlisted, ...hidden.map((each) => each.path)]) {
      yield {
        at: { file: { path: path === '' ? '.' : path, sizeBytes: 0 } },
        message: `Rancher does not list this chart, because ${index.file.path} has no entry for it`,
        hint: 'add it to the index',
      };
    }
  },
});
