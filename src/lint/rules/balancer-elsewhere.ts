import { child } from '../../source/yaml-node.ts';
import { hasBalancerImage, isBalancer, isLegacyBalancer, portRulesOf } from '../balancer-facts.ts';
import { fieldText } from '../../rancher/go-text.ts';
import { parseImage } from '../image-name.ts';
import { serviceSpot, serviceText } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';
import { partSpot } from '../written-part.ts';

/** Keys of a rule that are for a balancer which finds this service by a selector. */
const ofTargets = new Set(['backend_name', 'hostname', 'path', 'target_port']);

export const balancerElsewhere = versionRule({
  code: 'balancer-elsewhere',
  group: 'compose',
  severity: 'warning',
  summary: 'a service that is not a load balancer has lb_config, or a balancer has none',
  docs: `Rancher creates a load balancer if a rule has a \`source_port\`, and the image must be one
that balances: rancher/lb-service-haproxy. Without a source_port a service stays a normal one, and its
rules are those that a balancer with a selector uses for it: only hostname, path, target_port and
backend_name count.`,
  *check(facts) {
    for (const service of facts.services.filter((each) => !isLegacyBalancer(each))) {
      const { name } = service;
      const config = child(service.node, 'lb_config');
      const at = serviceSpot(facts, name, config ? 'lb_config' : 'image');
      const image = serviceText(service, 'image');
      if (isBalancer(facts, service)) {
        if (image === '' || /lb|balanc|haproxy/i.test(parseImage(image).repository)) continue;
        const message = `Rancher creates a load balancer from ${image}, which does not balance`;
        yield { at, message, hint: 'use rancher/lb-service-haproxy, or remove source_port' };
      } else if (hasBalancerImage(service)) {
        const message = `${name} is not a load balancer, because ${config ? 'none of its rules' : 'no rule in lb_config'} has a source_port`;
        yield { at, message, hint: 'add a rule with a source_port below lb_config' };
      } else {
        const keys = portRulesOf(facts, service).flatMap(({ node }) => [...node.entries.values()]);
        for (const { key } of keys) {
          const text = fieldText(key);
          if (ofTargets.has(text)) continue;
          const message = `Rancher ignores ${text} in lb_config of ${name}, which is not a load balancer`;
          yield { at: partSpot(facts, name, 'lb_config', key), message, hint: `remove ${text}` };
        }
      }
    }
  },
});
