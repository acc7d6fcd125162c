import { createHash } from 'node:crypto';
import { child } from '../../source/yaml-node.ts';
import { scalarText } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

export const chartIndexDigest = chartRule({
  code: 'chart-index-digest',
  group: 'chart-index',
  severity: 'warning',
  summary: 'the digest in an index.yaml is not that of the archive',
  docs: `Rancher does not compare them, but Helm's plugins and mirrors do. A wrong digest means that a released archive was
changed, or that the index was not updated with it: then Rancher shows the old metadata.`,
  *check(chart) {
    const { items, index } = chart.place;
    if (!chart.archive || !index) return;
    let digest: string | undefined;
    for (const { node } of items) {
      const written = child(node, 'digest');
      const text = scalarText(written)?.replace(/^sha256:/, '') ?? '';
      if (text === '' || !written) continue;
      digest ??= createHash('sha256').update(chart.archive).digest('hex');
      if (text.toLowerCase() === digest) continue;
      yield {
        at: { file: index, offset: written.offset },
        message: `${chart.place.path} has another digest: ${digest}`,
        hint: 'restore the released archive, or release a new version',
      };
    }
  },
});
