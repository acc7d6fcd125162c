import { child, type MapNode, type YamlNode } from '../../source/yaml-node.ts';
import { scalarText } from '../charts/value-path.ts';
import { chartRule } from '../lint-rule.ts';

/** Maps of values that name an image: those with a repository and a tag. */
function* imagesIn(node: YamlNode | undefined): Generator<MapNode> {
  if (node?.kind === 'list') for (const item of node.items) yield* imagesIn(item);
  if (node?.kind !== 'map') return;
  if (node.entries.has('repository') && node.entries.has('tag')) yield node;
  for (const { value } of node.entries.values()) yield* imagesIn(value);
}

export const chartImageTag = chartRule({
  code: 'chart-image-tag',
  group: 'chart',
  severity: 'warning',
  summary: 'an image in values.yaml has the tag latest, or none',
  docs: `Rancher's lists of images for clusters without internet access are made of \`repository\` and \`tag\` in values.yaml (rancher
pkg/image/resolve). An image without a tag is missing in them, and with \`latest\` each node runs whatever it pulled first. An
image with a digest is not reported, nor one without a tag if the templates read \`.Chart.AppVersion\`.`,
  *check(chart) {
    const isDefaulted = /\.Chart\.AppVersion\b/.test(chart.templates);
    for (const image of imagesIn(chart.values)) {
      const [repository, tag, digest] = ['repository', 'tag', 'digest'].map(
        (key) => scalarText(child(image, key)) ?? '',
      );
      if (repository === '' || digest !== '' || (tag !== '' && tag !== 'latest')) continue;
      // The template takes the version of the app.
      if (tag === '' && isDefaulted) continue;
      yield {
        at: chart.spot('values.yaml', child(image, 'tag')),
        message: `${repository} has ${tag === '' ? 'no tag, and is missing in lists of images' : 'the tag latest'}`,
        hint: 'write the tag that the chart was tested with',
      };
    }
  },
});
