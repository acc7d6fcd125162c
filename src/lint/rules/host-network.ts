import { isOnHostNetwork } from '../affinity-facts.ts';
import { serviceSpot } from '../version-facts.ts';
import { plainServices } from '../service-list.ts';
import { versionRule } from '../lint-rule.ts';

export const hostNetwork = versionRule({
  code: 'host-network',
  group: 'security',
  severity: 'info',
  summary: 'a container shares the network of its host',
  docs: `With \`network_mode: host\` all ports of a container are open on its host, without \`ports\`,
and the container reaches what listens on 127.0.0.1 of the host. Templates below infra-templates need
such access and are not reported.`,
  *check(facts) {
    for (const service of plainServices(facts).filter(isOnHostNetwork)) {
      const at = serviceSpot(facts, service.name, 'network_mode');
      yield {
        at,
        message: `all ports of ${service.name} are open on its host`,
        hint: 'list its ports in ports, unless it needs the network of the host',
      };
    }
  },
});
