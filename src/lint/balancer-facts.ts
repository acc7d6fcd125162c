import { child, type MapNode, type YamlNode } from '../source/yaml-node.ts';
import { fieldText } from '../rancher/go-text.ts';
import { scalars } from './compose-file.ts';
import type { Spot } from './found.ts';
import { rawService, serviceSpot, type ServiceFacts, type VersionFacts } from './version-facts.ts';

/** The file that a part of a service is from: the later one that has its key. */
const fileOf = ({ composeFiles }: VersionFacts, service: string, key: string) =>
  composeFiles.toReversed().find((file) => child(rawService(file, service), key) !== undefined);

/** Where a part of a key of a service is written. */
export function partSpot(facts: VersionFacts, service: string, key: string, part: YamlNode): Spot {
  const file = fileOf(facts, service, key);
  if (!file) return serviceSpot(facts, service, key);
  return { file: file.file, offset: part.offset, origin: file.launched.rendered.origin };
}

/** Whether a part of a key depends on an answer, so that it is not known what it will be. */
export function isAnswered(
  facts: VersionFacts,
  service: string,
  key: string,
  part: YamlNode | undefined,
): boolean {
  const file = fileOf(facts, service, key);
  const written = child(file && rawService(file, service), key);
  return [...scalars(written)].some(
    ({ node }) => node.offset === part?.offset && node.text.includes('$'),
  );
}

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
