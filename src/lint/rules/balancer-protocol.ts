import { nearest } from '../../diagnostics/nearest.ts';
import { isBalancer, portRulesOf } from '../balancer-facts.ts';
import { versionRule } from '../lint-rule.ts';

// cattle PortRule.java, enum Protocol.
const protocols = ['http', 'https', 'tcp', 'tls', 'sni', 'udp'];

export const balancerProtocol = versionRule({
  code: 'balancer-protocol',
  group: 'compose',
  severity: 'error',
  summary: 'a rule of a load balancer has an unknown protocol',
  docs: `The protocols are ${protocols.join(', ')}, in lower case. Rancher's API rejects a service with
any other.`,
  *check(facts) {
    for (const service of facts.services.filter((each) => isBalancer(facts, each))) {
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
    }
  },
});
