import { child } from '../../source/yaml-node.ts';
import { fieldText } from '../../rancher/go-text.ts';
import { balancersOf, portRulesOf } from '../balancer-facts.ts';
import { versionRule } from '../lint-rule.ts';
import { labelValue, type ServiceFacts, type VersionFacts } from '../version-facts.ts';
import { isAnswered } from '../written-part.ts';

/** Labels with a directory of certificates (lb-controller controller/rancher/rancher.go). */
const directories = ['io.rancher.lb_service.cert_dir', 'io.rancher.lb_service.default_cert_dir'];

function hasCertificate(facts: VersionFacts, service: ServiceFacts): boolean {
  const config = child(service.node, 'lb_config');
  const [single, certs] = [child(config, 'default_cert'), child(config, 'certs')];
  return (
    fieldText(single) !== '' ||
    isAnswered(facts, service.name, 'lb_config', single) ||
    (certs?.kind === 'list' && certs.items.length > 0) ||
    directories.some((key) => labelValue(service, key) !== undefined)
  );
}

export const balancerCertificate = versionRule({
  code: 'balancer-certificate',
  group: 'compose',
  severity: 'warning',
  summary: 'a load balancer ends TLS without a certificate',
  docs: `The protocols https and tls decrypt on the balancer, which needs a certificate for that:
\`default_cert\` or \`certs\` in lb_config, by name, or a mounted directory in the label
\`io.rancher.lb_service.cert_dir\` or \`io.rancher.lb_service.default_cert_dir\`. A question of the type
\`certificate\` asks for one. The protocol sni forwards encrypted connections and needs none.`,
  *check(facts) {
    for (const service of balancersOf(facts)) {
      if (hasCertificate(facts, service)) continue;
      const rule = portRulesOf(facts, service).find(
        ({ text, isAnswered: isAsked }) =>
          ['https', 'tls'].includes(text('protocol')) && !isAsked('protocol'),
      );
      if (!rule) continue;
      yield {
        at: rule.at('protocol'),
        message: `${service.name} has the protocol ${rule.text('protocol')}, but no certificate`,
        hint: 'add default_cert to lb_config',
      };
    }
  },
});
