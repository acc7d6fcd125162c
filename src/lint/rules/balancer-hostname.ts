import { isBalancer, portRulesOf } from '../balancer-facts.ts';
import { versionRule } from '../lint-rule.ts';

// A name, which may have a * in place of its first or its last part.
const form = /^(?:\*\.?)?[A-Za-z0-9_]?[\w.-]*(?:\.?\*)?$/;

export const balancerHostname = versionRule({
  code: 'balancer-hostname',
  group: 'compose',
  severity: 'warning',
  summary: 'a rule of a load balancer has a host name or path that never matches',
  docs: `A \`hostname\` is compared with the name in a request: no scheme, port or path, and a \`*\`
only in place of the first or the last part. The protocols tcp, tls and udp do not look into what
they forward, so hostname and path have no effect; sni knows the host name only.`,
  *check(facts) {
    for (const service of facts.services.filter((each) => isBalancer(facts, each))) {
      for (const { text, at, isAnswered } of portRulesOf(facts, service)) {
        const [protocol, hostname, path] = [text('protocol'), text('hostname'), text('path')];
        const blind = ['tcp', 'tls', 'udp'].includes(protocol);
        const unused = [
          ...(blind && hostname !== '' ? ['hostname'] : []),
          ...((blind || protocol === 'sni') && path !== '' ? ['path'] : []),
        ];
        for (const key of unused) {
          const message = `${key} of a rule of ${service.name} has no effect with the protocol ${protocol}`;
          if (!isAnswered('protocol')) yield { at: at(key), message };
        }
        if (hostname !== '' && !form.test(hostname) && !isAnswered('hostname')) {
          yield {
            at: at('hostname'),
            message: `no request has the host name ${hostname}`,
            hint: 'write the name alone, such as www.example.com',
          };
        }
        if (
          path !== '' &&
          !blind &&
          protocol !== 'sni' &&
          !path.startsWith('/') &&
          !isAnswered('path')
        ) {
          yield {
            at: at('path'),
            message: `no request has the path ${path}`,
            hint: `write /${path}`,
          };
        }
      }
    }
  },
});
