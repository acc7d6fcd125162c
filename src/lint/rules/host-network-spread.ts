import { isGlobal, isOnHostNetwork, keepsApart } from '../affinity-facts.ts';
import { sidekickNames } from '../service-list.ts';
import { labelValue, serviceSpot } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const hostNetworkSpread = versionRule({
  code: 'host-network-spread',
  group: 'scheduling',
  severity: 'warning',
  summary: 'two containers of a service on the host network can be placed on one host',
  docs: `Containers with \`network_mode: host\` use the ports of their host, which Rancher's
scheduler does not track. A second container on the same host finds its port already in use. Keep
them apart with a hard rule: \`io.rancher.scheduler.affinity:container_label_ne:
io.rancher.stack_service.name=$\${stack_name}/$\${service_name}\`, or make the service global.`,
  *check(facts) {
    const sidekicks = sidekickNames(facts);
    for (const service of facts.services) {
      if (!isOnHostNetwork(service) || isGlobal(service) || sidekicks.has(service.name)) continue;
      // A container that exits releases its ports soon.
      const once = labelValue(service, 'io.rancher.container.start_once')?.toLowerCase() === 'true';
      if (once || keepsApart(service)) continue;
      yield {
        at: serviceSpot(facts, service.name, 'network_mode'),
        message: `two containers of ${service.name} can be placed on one host, where their ports conflict`,
        hint: 'add io.rancher.scheduler.affinity:container_label_ne: io.rancher.stack_service.name=$${stack_name}/$${service_name}',
      };
    }
  },
});
