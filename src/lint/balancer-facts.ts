import { child, type MapNode } from '../source/yaml-node.ts';
import { fieldText } from '../rancher/go-text.ts';
import type { Spot } from './found.ts';
import { parseImage } from './image-name.ts';
import { serviceText, type ServiceFacts, type VersionFacts } from './version-facts.ts';
import { isAnswered, partSpot } from './written-part.ts';

/** A rule of a load balancer. */
export interface PortRule {
  readonly node: MapNode;
  readonly text: (key: string) => string;
  readonly at: (key: string) => Spot;
  readonly isAnswered: (key: string) => boolean;
}

/** The port rules of a service. */
export function portRulesOf(facts: VersionFacts, { name, node }: ServiceFacts): PortRule[] {
  const list = child(child(node, 'lb_config'), 'port_rules');
  const items = list?.kind === 'list' ? list.items : [];
  return items.flatMap((item): PortRule[] => {
    if (item.kind !== 'map') return [];
    return [
      {
        node: item,
        text: (key) => fieldText(child(item, key)),
        at: (key) => partSpot(facts, name, 'lb_config', child(item, key) ?? item),
        isAnswered: (key) => isAnswered(facts, name, 'lb_config', child(item, key)),
      },
    ];
  });
}

/**
 * Whether a service is a load balancer of Rancher 1.1 and older. Rancher compares the whole name of the
 * image, so one with a tag is not (executor rancher/types.go, LB_IMAGE).
 */
export const isLegacyBalancer = (service: ServiceFacts): boolean =>
  serviceText(service, 'image') === 'rancher/load-balancer-service';

/** Whether a service has the image of a load balancer, with which it balances only if it has rules. */
export const hasBalancerImage = (service: ServiceFacts): boolean =>
  parseImage(serviceText(service, 'image')).repository.endsWith('rancher/lb-service-haproxy');

/** Rancher creates a load balancer where a rule has a source port (executor rancher/types.go:45-57). */
export const isBalancer = (facts: VersionFacts, service: ServiceFacts): boolean =>
  !isLegacyBalancer(service) &&
  portRulesOf(facts, service).some(
    (rule) => Number(rule.text('source_port')) !== 0 || rule.isAnswered('source_port'),
  );

/** The load balancers of a stack that have rules. */
export const balancersOf = (facts: VersionFacts): readonly ServiceFacts[] =>
  facts.services.filter((service) => isBalancer(facts, service));
