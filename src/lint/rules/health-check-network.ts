import { child } from '../../source/yaml-node.ts';
import { serviceSpot, serviceText } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const healthCheckNetwork = versionRule({
  code: 'health-check-network',
  group: 'compose',
  severity: 'warning',
  summary: 'a service with a health check is not on the managed network',
  docs: `Rancher checks containers at their addresses on its managed network. A service with
\`network_mode: host\`, \`none\` or \`bridge\` has no such address, and its health is never
determined.`,
  *check(facts) {
    for (const service of facts.services) {
      const mode = serviceText(service, 'network_mode');
      if (!child(service.node, 'health_check') || !['host', 'none', 'bridge'].includes(mode))
        continue;
      yield {
        at: serviceSpot(facts, service.name, 'health_check'),
        message: `Rancher cannot check ${service.name}: with network_mode: ${mode} it has no address on the managed network`,
        hint: 'remove the health check, or network_mode',
      };
    }
  },
});
