import { nearest } from '../../diagnostics/nearest.ts';
import { child } from '../../source/yaml-node.ts';
import { knownAnnotations, rancherPrefix, unreadAnnotations } from '../charts/annotations.ts';
import { chartRule } from '../lint-rule.ts';

export const chartAnnotationUnknown = chartRule({
  code: 'chart-annotation-unknown',
  group: 'chart',
  severity: 'warning',
  summary: 'Rancher does not read this annotation',
  docs: `Rancher reads a fixed set of annotations that begin with \`catalog.cattle.io/\` (rancher/dashboard
shell/config/labels-annotations.js, shell/store/catalog.ts). \`os\` is the old name of \`permits-os\`. The prefix
\`catalog.rancher.io/\` is that of a pre-release of Rancher 2.5. \`upstream-version\` is for tools that build charts, and is not
reported.`,
  *check(chart) {
    const annotations = child(chart.root('Chart.yaml'), 'annotations');
    if (annotations?.kind !== 'map') return;
    for (const { key } of annotations.entries.values()) {
      if (key.kind !== 'scalar') continue;
      const [, prefix, name = ''] =
        /^(catalog\.(?:cattle|rancher)\.io)\/(.*)$/.exec(key.text) ?? [];
      if (prefix === undefined || unreadAnnotations.has(name)) continue;
      const isPrefix = `${prefix}/` === rancherPrefix;
      if (isPrefix && knownAnnotations.includes(name)) continue;
      const meant = name === 'os' ? 'permits-os' : nearest(name, knownAnnotations);
      yield {
        at: chart.spot('Chart.yaml', key),
        message: `Rancher does not read the annotation ${key.text}`,
        hint: meant === undefined ? 'remove it' : `did you mean ${rancherPrefix}${meant}?`,
      };
    }
  },
});
