import { child } from '../../source/yaml-node.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const buildInCatalog = versionRule({
  code: 'build-in-catalog',
  group: 'compose',
  severity: 'error',
  summary: 'a service of a catalog entry is built, not pulled',
  docs: `There is nothing to build from where a catalog entry is launched: Rancher has the files of the
version folder as texts, without folders. Name a published image.`,
  *check(facts) {
    for (const { name, node } of facts.services) {
      if (!child(node, 'build')) continue;
      yield {
        at: serviceSpot(facts, name, 'build'),
        message: `${name} is to be built, and there is nothing to build from in a catalog`,
        hint: 'name a published image: image: NAME:TAG',
      };
    }
  },
});
