import { nearest } from '../../diagnostics/nearest.ts';
import { servicesByName, unitOf } from '../service-list.ts';
import { serviceSpot, serviceText } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

export const networkContainerUnknown = versionRule({
  code: 'network-container-unknown',
  group: 'compose',
  severity: 'error',
  summary: 'network_mode references a container that does not run on the same host',
  docs: `\`network_mode: container:NAME\` shares the network of a container on the same host, so
NAME must be a sidekick of this service, its primary service, or another sidekick of that primary. Rancher does not
know the form \`service:NAME\`.`,
  *check(facts) {
    const names = servicesByName(facts);
    for (const service of facts.services) {
      const mode = serviceText(service, 'network_mode');
      if (mode.startsWith('service:')) {
        yield {
          at: serviceSpot(facts, service.name, 'network_mode'),
          message: `Rancher does not know network_mode: ${mode}, and looks for a network of this name`,
          hint: `write container:${mode.slice('service:'.length)}`,
        };
      }
      const target = mode.startsWith('container:') ? mode.slice('container:'.length) : undefined;
      if (target === undefined || unitOf(facts, service.name).has(target)) continue;
      const isThere = names.has(target);
      const meant = isThere ? undefined : nearest(target, names.keys());
      yield {
        at: serviceSpot(facts, service.name, 'network_mode'),
        message: isThere
          ? `${service.name} shares the network of ${target}, which is not in its sidekick group`
          : `${service.name} shares the network of ${target}, which is not a service of this stack`,
        hint: isThere
          ? `make one a sidekick of the other: io.rancher.sidekicks: ${target}`
          : meant && `did you mean ${meant}?`,
      };
    }
  },
});
