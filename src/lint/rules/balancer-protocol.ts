import { nearest } from '../../diagnostics/nearest.ts';
import { balancersOf, portRulesOf } from '../balancer-facts.ts';
import type { Found } from '../found.ts';
import type { ServiceFacts, VersionFacts } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

// cattle PortRule.java, enum Protocol.
const protocols = ['http', 'https', 'tcp', 'tls', 'sni', 'udp'];

/** Rules of one port that differ: the balancer listens with the protocol of the first one. */
function* differing(facts: VersionFacts, service: ServiceFacts): Generator<Found> {
  const byPort = new Map<string, string>();
  for (const { text, at, isAnswered } of portRulesOf(facts, service)) {
    const [port, protocol] = [text('source_port'), text('protocol') || 'http'];
    if (port === '' || isAnswered('protocol') || isAnswered('source_port')) continue;
    const first = byPort.get(port) ?? protocol;
    byPort.set(port, first);
    if (first === protocol || !protocols.includes(protocol)) continue;
    yield {
      at: at('protocol'),
      message: `${service.name} listens with ${first} on ${port}, and cannot with ${protocol}`,
      hint: 'write the same protocol in all rules of one source_port',
    };
  }
}

export const balancerProtocol = versionRule({
  code: 'balancer-protocol',
  group: 'compose',
  severity: 'error',
  summary: 'a rule of a load balancer has a protocol that it cannot have',
  docs: `The protocols are ${protocols.join(', ')}, in lower case. Rancher's API rejects a service with
any other. All rules of one source_port have the same protocol, because the balancer listens with that of
the first rule (lb-controller controller/rancher/rancher.go, BuildConfigFromMetadata).`,
  *check(facts) {
    for (const service of balancersOf(facts)) {
      for (const { text, at, isAnswered } of portRulesOf(facts, service)) {
        const protocol = text('protocol');
        if (protocol === '' || protocols.includes(protocol) || isAnswered('protocol')) continue;
        const lower = protocols.find((each) => each === protocol.toLowerCase());
        const meant = lower ?? nearest(protocol, protocols);
        yield {
          at: at('protocol'),
          message: `Rancher's API rejects the protocol ${protocol} of ${service.name}`,
          hint: meant === undefined ? `expected ${protocols.join(', ')}` : `did you mean ${meant}?`,
        };
      }
      yield* differing(facts, service);
    }
  },
});
