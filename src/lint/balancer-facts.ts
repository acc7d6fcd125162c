import { child, type MapNode } from '../source/yaml-node.ts';
import { fieldText } from '../rancher/go-text.ts';
import type { Spot } from './found.ts';
import type { ServiceFacts, VersionFacts } from './version-facts.ts';
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

/** Rancher creates a load balancer where a rule has a source port (executor rancher/types.go:45-57). */
export const isBalancer = (facts: VersionFacts, service: ServiceFacts): boolean =>
  portRulesOf(facts, service).some(({ text }) => Number(text('source_port')) !== 0);
