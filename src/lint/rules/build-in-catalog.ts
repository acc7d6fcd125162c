import { child } from '../../source/yaml-node.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const buildInCatalog = versionRule({
  code: 'build-in-catalog',
  group: 'compose',
  severity: 'error',
  summary: 'a service of a catalog entry uses build instead of an image',
  docs: `Rancher cannot build an image when a catalog entry is launched: it keeps the files of the
version folder as plain text, without subfolders. Use a published image.`,
  *check(facts) {
    for (const { name, node } of facts.services) {
      if (!child(node, 'build')) continue;
      yield {
        at: serviceSpot(facts, name, 'build'),
        message: `${name} uses build, but Rancher cannot build an image from a catalog entry`,
        hint: 'use a published image: image: NAME:TAG',
      };
    }
  },
});
