import { child } from '../source/yaml-node.ts';
import { sidekicksOf } from '../rancher/launch/check-services.ts';
import { fieldText } from '../rancher/go-text.ts';
import type { ServiceFacts, VersionFacts } from './version-facts.ts';

/** The texts of a list of a service. */
export function textsOf(service: ServiceFacts, key: string): string[] {
  const list = child(service.node, key);
  return list?.kind === 'list' ? list.items.map(fieldText) : [];
}

/** The services that run on one host with a service: its primary and all sidekicks of that. */
export function unitOf(facts: VersionFacts, name: string): ReadonlySet<string> {
  const primary = facts.services.find(
    (service) => service.name === name || sidekicksOf(service.node).includes(name),
  );
  const owner =
    facts.services.find((service) => sidekicksOf(service.node).includes(name)) ?? primary;
  return new Set(owner ? [owner.name, ...sidekicksOf(owner.node)] : [name]);
}

/** Names of services that are sidekicks. */
export const sidekickNames = (facts: VersionFacts): ReadonlySet<string> =>
  new Set(facts.services.flatMap(({ node }) => sidekicksOf(node)));

/** The services of a template that is not part of Rancher's infrastructure, which needs access to hosts. */
export const plainServices = (facts: VersionFacts): readonly ServiceFacts[] =>
  facts.of.template.base === 'infra' ? [] : facts.services;
