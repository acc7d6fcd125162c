import { isGlobal } from '../affinity-facts.ts';
import type { Found } from '../found.ts';
import { PortList, takenBy, type Taken } from '../port-facts.ts';
import { unitsOf } from '../service-list.ts';
import type { ServiceFacts, VersionFacts } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';
import { partSpot } from '../written-part.ts';

/** Whether a service has a container on every host, whatever its labels are. */
const isEverywhere = (service: ServiceFacts | undefined): boolean =>
  service !== undefined &&
  isGlobal(service) &&
  !service.labels.some(({ key }) => key.includes('affinity:'));

function found(facts: VersionFacts, { port, service }: Taken, message: string): Found {
  return {
    at: partSpot(facts, service, 'ports', port.node),
    message,
    hint: 'publish another port of the host, or remove one of the entries',
  };
}

/** Ports that two containers of one unit take; each entry of `ports` is reported once. */
function* inUnit(facts: VersionFacts, unit: readonly ServiceFacts[]): Generator<Found> {
  const seen = new PortList();
  const reported = new Set<unknown>();
  for (const taken of unit.flatMap(takenBy)) {
    const { port, service } = taken;
    const other = seen.find(port);
    seen.add(taken);
    if (!other || reported.has(port.node)) continue;
    reported.add(port.node);
    const message =
      other.service === service
        ? `${service} publishes port ${port.published} twice`
        : `${service} publishes port ${port.published}, and so does ${other.service} on the same host`;
    yield found(facts, taken, message);
  }
}

/** Ports of a unit that are taken on all hosts by a global service. */
function* besides(
  facts: VersionFacts,
  unit: readonly Taken[],
  everywhere: PortList,
): Generator<Found> {
  const reported = new Set<unknown>();
  for (const taken of unit) {
    const other = everywhere.find(taken.port);
    if (!other || reported.has(taken.port.node)) continue;
    reported.add(taken.port.node);
    const message = `${taken.service} publishes port ${taken.port.published}, which ${other.service} takes on every host`;
    yield found(facts, taken, message);
  }
}

export const portTwice = versionRule({
  code: 'port-twice',
  group: 'compose',
  severity: 'error',
  summary: 'two containers on one host publish the same port',
  docs: `A service and its sidekicks run on one host, and Rancher's scheduler finds no host for a
unit that requests a port twice. A global service without scheduling rules takes its ports on every host,
so no other service can have them. Publish another port, or remove one of the entries.`,
  *check(facts) {
    const units = unitsOf(facts);
    for (const unit of units) yield* inUnit(facts, unit);
    const isOfAll = units.map(([primary]) => isEverywhere(primary));
    const all = new PortList(
      units
        .filter((_unit, at) => isOfAll[at])
        .flat()
        .flatMap(takenBy),
    );
    const earlier = new PortList();
    for (const [at, unit] of units.entries()) {
      const own = unit.flatMap(takenBy);
      // Of two global services, the later one is reported.
      yield* besides(facts, own, isOfAll[at] === true ? earlier : all);
      if (isOfAll[at] === true) for (const taken of own) earlier.add(taken);
    }
  },
});
