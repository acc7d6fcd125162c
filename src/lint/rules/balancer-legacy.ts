import { isLegacyBalancer } from '../balancer-facts.ts';
import type { Found } from '../found.ts';
import { parseImage } from '../image-name.ts';
import { itemsOf } from '../service-list.ts';
import {
  serviceSpot,
  serviceText,
  type ServiceFacts,
  type VersionFacts,
} from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';
import { partSpot } from '../written-part.ts';

/** A port, or a port and the one of the targets (executor rancher/lb_service.go, convertLb). */
const portForm = /^\d+(?::\d+)?(?:\/(?:tcp|udp))?$/;

/** Labels that are split at each comma and read as numbers, without spaces. */
const portLabels = new Set([
  'io.rancher.loadbalancer.ssl.ports',
  'io.rancher.loadbalancer.proxy-protocol.ports',
]);

function* unreadable(facts: VersionFacts, service: ServiceFacts): Generator<Found> {
  for (const key of ['ports', 'expose']) {
    for (const { text, node } of itemsOf(service, key)) {
      if (portForm.test(text)) continue;
      yield {
        at: partSpot(facts, service.name, key, node),
        message: `the old load balancer cannot have the port ${text}`,
        hint: 'write one port and the port of the targets, such as 80:8080',
      };
    }
  }
  for (const { key, value, at } of service.labels) {
    if (!portLabels.has(key) || /^\d+(?:,\d+)*$/.test(value)) continue;
    yield {
      at,
      message: `Rancher cannot read "${value}" in ${key}`,
      hint: 'write ports with a comma between them, and no spaces',
    };
  }
}

export const balancerLegacy = versionRule({
  code: 'balancer-legacy',
  group: 'compose',
  severity: 'error',
  summary: 'an old load balancer is written in a form that Rancher does not read',
  docs: `Rancher 1.2 and newer replace the image rancher/load-balancer-service by the current one, and
make rules of ports, links and labels (executor rancher/lb_service.go). It must be the image without a tag. An entry of
ports is a port, or a port and that of the targets; a range or an address ends the launch, and so does a
space in the label \`io.rancher.loadbalancer.ssl.ports\`.`,
  *check(facts) {
    for (const service of facts.services) {
      if (isLegacyBalancer(service)) yield* unreadable(facts, service);
      const image = serviceText(service, 'image');
      const isTagged = parseImage(image).repository === 'rancher/load-balancer-service';
      if (isLegacyBalancer(service) || !isTagged) continue;
      yield {
        at: serviceSpot(facts, service.name, 'image'),
        message: `Rancher does not take ${image} for a load balancer, because it has a tag`,
        hint: 'write image: rancher/load-balancer-service',
      };
    }
  },
});
