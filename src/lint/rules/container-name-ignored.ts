import { child } from '../../source/yaml-node.ts';
import { serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const containerNameIgnored = versionRule({
  code: 'container-name-ignored',
  group: 'compose',
  severity: 'warning',
  summary: 'Rancher ignores container_name',
  docs: `Rancher generates the names of a service's containers: stack-service-1, stack-service-2 …`,
  *check(facts) {
    for (const { name, node } of facts.services) {
      if (!child(node, 'container_name')) continue;
      yield {
        at: serviceSpot(facts, name, 'container_name'),
        message: `Rancher ignores container_name and names the containers STACK-${name}-1 and so on`,
      };
    }
  },
});
