import { child, type YamlNode } from '../source/yaml-node.ts';
import { sidekicksOf } from '../rancher/launch/check-services.ts';
import { fieldText } from '../rancher/go-text.ts';
import type { ServiceFacts, VersionFacts } from './version-facts.ts';

/** An item of a list of a service. */
export interface ListItem {
  readonly text: string;
  readonly node: YamlNode;
}

/** The items of a list of a service. */
export function itemsOf(service: ServiceFacts, key: string): ListItem[] {
  const list = child(service.node, key);
  return list?.kind === 'list' ? list.items.map((node) => ({ text: fieldText(node), node })) : [];
}

/** The texts of a list of a service. */
export const textsOf = (service: ServiceFacts, key: string): string[] =>
  itemsOf(service, key).map(({ text }) => text);

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

/** Services that run on one host together: each primary service with its sidekicks. */
export function unitsOf(facts: VersionFacts): readonly (readonly ServiceFacts[])[] {
  const sidekicks = sidekickNames(facts);
  return facts.services
    .filter(({ name }) => !sidekicks.has(name))
    .map((service) => {
      const names = sidekicksOf(service.node);
      return [service, ...facts.services.filter(({ name }) => names.includes(name))];
    });
}
