import { nearest } from '../../diagnostics/nearest.ts';
import { metadataFields } from '../../rancher2/chart-metadata.ts';
import { text } from '../../rancher2/decode-yaml.ts';
import { chartRule } from '../lint-rule.ts';

const known: readonly string[] = Object.keys(metadataFields(text));

export const chartKeyUnknown = chartRule({
  code: 'chart-key-unknown',
  group: 'chart',
  severity: 'warning',
  summary: 'unknown key in Chart.yaml',
  docs: `Helm ignores it, and an index.yaml that has such a key is not loaded at all: Rancher then skips the whole index
(helm pkg/repo/v1/index.go, rancher pkg/catalogv2/git/index.go).`,
  *check(chart) {
    const root = chart.root('Chart.yaml');
    if (root?.kind !== 'map') return;
    for (const { key } of root.entries.values()) {
      if (key.kind !== 'scalar' || known.includes(key.text)) continue;
      const meant = nearest(key.text, known);
      yield {
        at: chart.spot('Chart.yaml', key),
        message: `Helm does not know ${key.text} in Chart.yaml`,
        hint:
          meant === undefined ? 'put it into annotations, or remove it' : `did you mean ${meant}?`,
      };
    }
  },
});
