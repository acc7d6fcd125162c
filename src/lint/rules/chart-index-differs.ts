import { child, type MapNode } from '../../source/yaml-node.ts';
import type { ChartMetadata } from '../../rancher2/chart-metadata.ts';
import { annotationsOf } from '../charts/annotations.ts';
import { scalarText } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

/** The fields that decide what Rancher lists. */
const fields = ['kubeVersion', 'icon', 'appVersion', 'home', 'description'] as const;

/** The names of what is different. */
function differences(node: MapNode, metadata: ChartMetadata): string[] {
  const written = new Map(annotationsOf(node).map(({ name, value }) => [name, value]));
  const names = [...new Set([...written.keys(), ...metadata.annotations.keys()])];
  return [
    ...fields.filter((key) => (scalarText(child(node, key)) ?? '') !== metadata[key]),
    ...names.filter((name) => (written.get(name) ?? '') !== (metadata.annotations.get(name) ?? '')),
  ];
}

export const chartIndexDiffers = chartRule({
  code: 'chart-index-differs',
  group: 'chart-index',
  severity: 'warning',
  summary: 'an entry of an index.yaml differs from Chart.yaml in the archive',
  docs: `Rancher lists and filters by the index alone: its annotations, kubeVersion, icon. What Chart.yaml in the archive has is
not read before the installation. Make the entry again, with \`helm repo index --merge\` or \`rancher-catalog publish\`.`,
  *check(chart) {
    const { metadata } = chart.loaded;
    const { items, index, kind } = chart.place;
    if (!metadata || !index || kind === 'folder') return;
    for (const item of items) {
      // chart-index-other reports another chart.
      if (item.name !== metadata.name || item.version !== metadata.version) continue;
      const found = differences(item.node, metadata);
      if (found.length === 0) continue;
      yield {
        at: { file: index, offset: item.node.offset },
        message: `the entry of ${item.name} ${item.version} differs from Chart.yaml in the archive: ${found.join(', ')}`,
        hint: 'make the entry again from the archive',
      };
    }
  },
});
