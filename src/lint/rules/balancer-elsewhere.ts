import { child } from '../../source/yaml-node.ts';
import { fieldText } from '../../rancher/go-text.ts';
import { isBalancer, portRulesOf } from '../balancer-facts.ts';
import { partSpot } from '../written-part.ts';
import { parseImage } from '../image-name.ts';
import { serviceSpot, serviceText } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

/** Keys of a rule that are for a balancer which finds this service by a selector. */
const ofTargets = new Set(['backend_name', 'hostname', 'path', 'target_port']);

export const balancerElsewhere = versionRule({
  code: 'balancer-elsewhere',
  group: 'compose',
  severity: 'warning',
  summary: 'a service that is not a load balancer has lb_config',
  docs: `Rancher creates a load balancer if a rule has a \`source_port\`, and the image must be one
that balances: rancher/lb-service-haproxy. Without a source_port a service stays a normal one, and its
rules are those that a balancer with a selector uses for it: only hostname, path, target_port and
backend_name count.`,
  *check(facts) {
    for (const service of facts.services) {
      const config = child(service.node, 'lb_config');
      if (config?.kind !== 'map') continue;
      const { name } = service;
      const image = serviceText(service, 'image');
      const { repository } = parseImage(image);
      if (isBalancer(facts, service)) {
        if (image === '' || /lb|balanc|haproxy/i.test(repository)) continue;
        const message = `Rancher creates a load balancer from ${image}, which does not balance`;
        const hint = 'use rancher/lb-service-haproxy, or remove source_port';
        yield { at: serviceSpot(facts, name, 'lb_config'), message, hint };
        continue;
      }
      if (repository.endsWith('rancher/lb-service-haproxy')) {
        const message = `${name} is not a load balancer, because none of its rules has a source_port`;
        yield { at: serviceSpot(facts, name, 'lb_config'), message };
        continue;
      }
      const keys = portRulesOf(facts, service).flatMap(({ node }) => [...node.entries.values()]);
      for (const { key } of keys) {
        const text = fieldText(key);
        if (ofTargets.has(text)) continue;
        const message = `Rancher ignores ${text} in lb_config of ${name}, which is not a load balancer`;
        yield { at: partSpot(facts, name, 'lb_config', key), message };
      }
    }
  },
});
