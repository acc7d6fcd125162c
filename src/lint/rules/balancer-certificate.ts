import { child } from '../../source/yaml-node.ts';
import { fieldText } from '../../rancher/go-text.ts';
import { isBalancer, portRulesOf } from '../balancer-facts.ts';
import { versionRule } from '../lint-rule.ts';
import type { ServiceFacts } from '../version-facts.ts';

function hasCertificate({ node }: ServiceFacts): boolean {
  const config = child(node, 'lb_config');
  const certs = child(config, 'certs');
  return (
    fieldText(child(config, 'default_cert')) !== '' ||
    (certs?.kind === 'list' && certs.items.length > 0)
  );
}

export const balancerCertificate = versionRule({
  code: 'balancer-certificate',
  group: 'compose',
  severity: 'warning',
  summary: 'a load balancer ends TLS without a certificate',
  docs: `The protocols https and tls decrypt on the balancer, which needs a certificate for that:
\`default_cert\` or \`certs\` in lb_config, by name. A question of the type \`certificate\` asks for
one. The protocol sni forwards encrypted connections and needs none.`,
  *check(facts) {
    for (const service of facts.services.filter((each) => isBalancer(facts, each))) {
      if (hasCertificate(service)) continue;
      const rule = portRulesOf(facts, service).find(({ text }) =>
        ['https', 'tls'].includes(text('protocol')),
      );
      if (!rule || rule.isAnswered('protocol')) continue;
      yield {
        at: rule.at('protocol'),
        message: `${service.name} has the protocol ${rule.text('protocol')}, but no certificate`,
        hint: 'add default_cert to lb_config',
      };
    }
  },
});
