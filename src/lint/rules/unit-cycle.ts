import { textsOf } from '../service-list.ts';
import { serviceSpot, serviceText, type ServiceFacts } from '../version-facts.ts';
import { findCycles } from '../find-cycles.ts';
import { versionRule } from '../lint-rule.ts';

const partOf = (text: string) => text.split(':')[0] ?? '';

function uses(service: ServiceFacts): string[] {
  const mode = serviceText(service, 'network_mode');
  const network = mode.startsWith('container:') ? [mode.slice('container:'.length)] : [];
  return [...network, ...textsOf(service, 'volumes_from').map(partOf)];
}

export const unitCycle = versionRule({
  code: 'unit-cycle',
  group: 'compose',
  severity: 'error',
  summary: 'containers use the volumes or the network of each other in a circle',
  docs: `A container starts after those whose volumes (\`volumes_from\`) or network
(\`network_mode: container:NAME\`) it uses. Rancher's API rejects a circle: CircularReference.`,
  *check(facts) {
    const graph = new Map(facts.services.map((service) => [service.name, uses(service)]));
    for (const [first = '', ...others] of findCycles(graph)) {
      const key = (graph.get(first)?.length ?? 0) > 0 && isVolume(facts.services, first, others[0]);
      yield {
        at: serviceSpot(facts, first, key ? 'volumes_from' : 'network_mode'),
        message: `${[first, ...others, first].join(' needs ')}, so none of them can start first`,
        hint: 'let only one of them use the other',
      };
    }
  },
});

const isVolume = (services: readonly ServiceFacts[], name: string, other = name): boolean =>
  services.some(
    (service) =>
      service.name === name && textsOf(service, 'volumes_from').map(partOf).includes(other),
  );
