import { balancersOf, portRulesOf } from '../balancer-facts.ts';
import { isOnHostNetwork } from '../affinity-facts.ts';
import type { Found } from '../found.ts';
import { publishedPorts } from '../port-facts.ts';
import type { ServiceFacts, VersionFacts } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

function* unpublished(facts: VersionFacts, service: ServiceFacts): Generator<Found> {
  const [ports, exposed] = [publishedPorts(service), publishedPorts(service, 'expose')];
  if (!ports || !exposed || isOnHostNetwork(service)) return;
  const known = new Set([...ports, ...exposed].map(({ inContainer }) => inContainer));
  for (const { text, at, isAnswered } of portRulesOf(facts, service)) {
    const port = Number(text('source_port'));
    if (port === 0 || known.has(port) || isAnswered('source_port')) continue;
    known.add(port);
    const other = ports.find(({ published }) => published === port);
    yield {
      at: at('source_port'),
      message: `${service.name} listens on ${port}, but ports does not publish it`,
      hint: other
        ? `write "${port}:${port}" in ports: a balancer listens on source_port in its container`
        : `add "${port}:${port}" to ports, or "${port}" to expose`,
    };
  }
}

export const balancerPort = versionRule({
  code: 'balancer-port',
  group: 'compose',
  severity: 'warning',
  summary: 'a load balancer does not publish a port that it listens on',
  docs: `A balancer listens on the \`source_port\` of each rule, in its container, and skips rules
without one (lb-controller controller/rancher/rancher.go). Only what \`ports\` publishes can be reached from
outside. For a port that is meant for other containers only, list it in \`expose\`.`,
  *check(facts) {
    for (const service of balancersOf(facts)) {
      yield* unpublished(facts, service);
      for (const { text, at, isAnswered } of portRulesOf(facts, service)) {
        if (Number(text('source_port')) !== 0 || isAnswered('source_port')) continue;
        yield {
          at: at('source_port'),
          message: `${service.name} skips a rule, because it has no source_port`,
          hint: 'add the source_port that the balancer listens on',
        };
      }
    }
  },
});
