import { balancersOf, portRulesOf, type PortRule } from '../balancer-facts.ts';
import type { Found } from '../found.ts';
import { versionRule } from '../lint-rule.ts';

// A name, with a * in place of its beginning or of its end, or a port (lb-controller
// controller/rancher/rancher.go, BuildConfigFromMetadata; a * alone is compared as it is).
const form = /^(?:\*[\w.-]+|[\w.-]+\*?)(?::\d+)?$/;

/** Ports that are not part of the host in a request. */
const implied: Readonly<Record<string, string | undefined>> = { http: ':80', https: ':443' };

function nameFault({ text }: PortRule): string | undefined {
  const [hostname, protocol] = [text('hostname'), text('protocol') || 'http'];
  if (hostname === '') return undefined;
  if (hostname === '*') return 'leave out hostname to accept all names';
  if (!form.test(hostname)) return 'write one name alone, such as www.example.com or *.example.com';
  const port = /:\d+$/.exec(hostname)?.[0];
  const isWrong = port !== undefined && (protocol === 'sni' || port === implied[protocol]);
  return isWrong ? `write ${hostname.slice(0, -port.length)}, without the port` : undefined;
}

/** What is wrong with the path: the balancer compares the beginning of the request's path with it. */
function pathFault({ text }: PortRule): string | undefined {
  const path = text('path');
  if (path === '') return undefined;
  if (!path.startsWith('/')) return `write /${path}`;
  const [literal = ''] = path.split(/[*?#]/);
  return literal === path
    ? undefined
    : `write ${literal}: every path that begins with it is accepted`;
}

function* unused({ text, at, isAnswered }: PortRule, name: string): Generator<Found> {
  const protocol = text('protocol');
  const keys = ['tcp', 'tls', 'udp'].includes(protocol)
    ? ['hostname', 'path']
    : protocol === 'sni'
      ? ['path']
      : [];
  for (const key of keys) {
    if (text(key) === '' || isAnswered('protocol')) continue;
    const message = `${key} of a rule of ${name} has no effect with the protocol ${protocol}`;
    yield { at: at(key), message, hint: `remove ${key}, or use http` };
  }
}

export const balancerHostname = versionRule({
  code: 'balancer-hostname',
  group: 'compose',
  severity: 'warning',
  summary: 'a rule of a load balancer has a host name or path that never matches',
  docs: `A \`hostname\` is compared with the name in a request: no scheme or path, and a \`*\` only in
place of its beginning or of its end. The name can have a port, if it is one that clients send. A \`path\` is compared
with the beginning of the path, without patterns. The protocols tcp, tls and udp do not look into what
they forward, so hostname and path have no effect; sni knows the host name only.`,
  *check(facts) {
    for (const service of balancersOf(facts)) {
      for (const rule of portRulesOf(facts, service)) {
        yield* unused(rule, service.name);
        if (['tcp', 'tls', 'udp'].includes(rule.text('protocol'))) continue;
        const hint = rule.isAnswered('hostname') ? undefined : nameFault(rule);
        if (hint !== undefined) {
          const message = `no request has the host name ${rule.text('hostname')}`;
          yield { at: rule.at('hostname'), message, hint };
        }
        if (rule.text('protocol') === 'sni' || rule.isAnswered('path')) continue;
        const path = pathFault(rule);
        if (path === undefined) continue;
        const message = `no request has the path ${rule.text('path')}`;
        yield { at: rule.at('path'), message, hint: path };
      }
    }
  },
});
