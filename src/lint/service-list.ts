import { child, type YamlNode } from '../source/yaml-node.ts';
import { sidekicksOf } from '../rancher/launch/check-services.ts';
import { fieldText } from '../rancher/go-text.ts';
import { KeptWith } from '../source/kept-with.ts';
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

/** How the services of a version are put on hosts. Made once, because rules ask for each of thousands of services. */
interface Units {
  /** In the order of the files. */
  readonly byName: ReadonlyMap<string, ServiceFacts>;
  readonly places: ReadonlyMap<ServiceFacts, number>;
  /** Service → the first one that has it as a sidekick. */
  readonly owners: ReadonlyMap<string, ServiceFacts>;
}

const keptUnits = new KeptWith<VersionFacts, Units>();

function makeUnits({ services }: VersionFacts): Units {
  const owners = new Map<string, ServiceFacts>();
  for (const service of services) {
    for (const name of sidekicksOf(service.node)) {
      if (!owners.has(name)) owners.set(name, service);
    }
  }
  const byName = new Map(services.map((service) => [service.name, service]));
  return { byName, places: new Map(services.map((service, at) => [service, at])), owners };
}

/** The services by their names. */
export const servicesByName = (facts: VersionFacts): ReadonlyMap<string, ServiceFacts> =>
  keptUnits.of(facts, makeUnits).byName;

/** The services that run on one host with a service: its primary and all sidekicks of that. */
export function unitOf(facts: VersionFacts, name: string): ReadonlySet<string> {
  const { byName, owners } = keptUnits.of(facts, makeUnits);
  const owner = owners.get(name) ?? byName.get(name);
  return new Set(owner ? [owner.name, ...sidekicksOf(owner.node)] : [name]);
}

/** Names of services that are sidekicks. */
export const sidekickNames = (facts: VersionFacts): Pick<ReadonlySet<string>, 'has'> =>
  keptUnits.of(facts, makeUnits).owners;

/** The services of a template that is not part of Rancher's infrastructure, which needs access to hosts. */
export const plainServices = (facts: VersionFacts): readonly ServiceFacts[] =>
  facts.of.template.base === 'infra' ? [] : facts.services;

/** Services that run on one host together: each primary service with its sidekicks. */
export function unitsOf(facts: VersionFacts): readonly (readonly ServiceFacts[])[] {
  const { byName, places, owners } = keptUnits.of(facts, makeUnits);
  const place = (service: ServiceFacts) => places.get(service) ?? 0;
  return facts.services
    .filter(({ name }) => !owners.has(name))
    .map((service) => {
      const names = [...new Set(sidekicksOf(service.node))];
      const sidekicks = names.flatMap((name) => byName.get(name) ?? []);
      return [service, ...sidekicks.sort((a, b) => place(a) - place(b))];
    });
}
