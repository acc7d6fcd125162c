import { isGlobal } from '../affinity-facts.ts';
import { publishedPorts } from '../port-facts.ts';
import { sidekicksOf } from '../../rancher/launch/check-services.ts';
import { sidekickNames } from '../service-list.ts';
import { serviceSpot, type ServiceFacts, type VersionFacts } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

interface Taken {
  readonly key: string;
  readonly port: number;
  readonly service: string;
}

function takenBy(service: ServiceFacts): Taken[] {
  return (publishedPorts(service) ?? []).flatMap(({ address, published, protocol }) =>
    published === undefined || published === 0
      ? []
      : [{ key: `${address}:${published}/${protocol}`, port: published, service: service.name }],
  );
}

/** Services that are on one host together: those of a unit, or of two global services without conditions. */
function* groups(facts: VersionFacts): Generator<readonly ServiceFacts[]> {
  const sidekicks = sidekickNames(facts);
  const primaries = facts.services.filter(({ name }) => !sidekicks.has(name));
  for (const service of primaries) {
    const names = sidekicksOf(service.node);
    yield [service, ...facts.services.filter(({ name }) => names.includes(name))];
  }
  const everywhere = primaries.filter(
    (service) => isGlobal(service) && !service.labels.some(({ key }) => key.includes('affinity:')),
  );
  if (everywhere.length > 1) yield everywhere;
}

export const portTwice = versionRule({
  code: 'port-twice',
  group: 'compose',
  severity: 'error',
  summary: 'two containers on one host publish the same port',
  docs: `A service and its sidekicks run on one host, and Rancher's scheduler finds no host for a
unit that requests a port twice. Global services run on every host, where Docker refuses the second
container.`,
  *check(facts) {
    const reported = new Set<string>();
    for (const group of groups(facts)) {
      const seen = new Map<string, string>();
      for (const { key, port, service } of group.flatMap(takenBy)) {
        const other = seen.get(key);
        seen.set(key, other ?? service);
        if (other === undefined || reported.has(`${service} ${key}`)) continue;
        reported.add(`${service} ${key}`);
        yield {
          at: serviceSpot(facts, service, 'ports'),
          message:
            other === service
              ? `${service} publishes port ${port} twice`
              : `${service} publishes port ${port}, and so does ${other} on the same host`,
        };
      }
    }
  },
});
