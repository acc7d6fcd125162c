import { child } from '../../source/yaml-node.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { isLegacyBalancer } from '../balancer-facts.ts';
import { isAsked } from '../label-problems.ts';
import { itemsOf, textsOf } from '../service-list.ts';
import type { LabelFacts, ServiceFacts } from '../version-facts.ts';
import { versionRule } from '../lint-rule.ts';

const prefix = 'io.rancher.loadbalancer.';
const target = `${prefix}target.`;

/** Ports that the balancer listens on: the first number of each entry. */
const listened = (service: ServiceFacts): readonly number[] =>
  ['ports', 'expose'].flatMap((key) => itemsOf(service, key).map(({ text }) => parseInt(text, 10)));

/**
 * The source port of a target, `HOST:PORT/PATH=TARGET`, each part optional; undefined if it has none. A number
 * alone is the port of the target (executor rancher/lb_service.go, convertLbLabel).
 */
function sourcePort(text: string): number | undefined {
  const found = /^(?:\d+|[^:/=]+:(\d+))(?=([/=])|$)/.exec(text);
  const port = found?.[1] ?? (found?.[2] === undefined ? undefined : found[0]);
  return port === undefined ? undefined : Number(port);
}

const links = (service: ServiceFacts) =>
  ['links', 'external_links']
    .flatMap((key) => textsOf(service, key))
    .map((link) => (link.split(':')[0] ?? '').trim());

interface Fault {
  readonly message: string;
  readonly hint?: string | undefined;
}

function targetFault(service: ServiceFacts, { key, value }: LabelFacts): Fault | undefined {
  const name = key.slice(target.length);
  if (!links(service).includes(name)) {
    const meant = nearest(name, links(service));
    return {
      message: `${service.name} has no link to ${name}, so Rancher ignores ${key}`,
      hint: meant === undefined ? `add ${name} to links` : `did you mean ${meant}?`,
    };
  }
  const ports = listened(service);
  const wrong = value
    .split(',')
    .map((text) => sourcePort(text.trim()))
    .find((port) => port !== undefined && !ports.includes(port));
  return wrong === undefined
    ? undefined
    : {
        message: `${service.name} does not listen on ${wrong}, so Rancher ignores a part of ${key}`,
        hint: `add ${wrong} to ports, or leave the port out`,
      };
}

function sslFault(service: ServiceFacts, { key, value }: LabelFacts): Fault | undefined {
  const ports = listened(service);
  const wrong = value.split(',').find((text) => !ports.includes(Number(text)));
  if (wrong !== undefined && /^\d+$/.test(wrong)) {
    const message = `${service.name} does not listen on ${wrong}, which is in ${key}`;
    return { message, hint: `add ${wrong} to ports` };
  }
  return child(service.node, 'default_cert') || child(service.node, 'certs')
    ? undefined
    : { message: `${service.name} has ssl.ports, but no certificate`, hint: 'add default_cert' };
}

function faultOf(service: ServiceFacts, label: LabelFacts): Fault | undefined {
  const { key } = label;
  if (!isLegacyBalancer(service)) {
    const message = `Rancher reads ${key} on the image rancher/load-balancer-service only`;
    return { message, hint: 'write rules in lb_config instead' };
  }
  if (isAsked(label.raw)) return undefined;
  if (key.startsWith(target)) return targetFault(service, label);
  return key === `${prefix}ssl.ports` ? sslFault(service, label) : undefined;
}

export const balancerLabel = versionRule({
  code: 'balancer-label',
  group: 'compose',
  severity: 'warning',
  summary: 'a label of the old load balancer has no effect',
  docs: `Rancher reads \`io.rancher.loadbalancer.*\` on services with the image
rancher/load-balancer-service only, and \`io.rancher.loadbalancer.target.NAME\` only if NAME is in links
or external_links, spelled as there, and for ports that are in \`ports\`. \`ssl.ports\` requires
\`default_cert\`.`,
  *check(facts) {
    for (const service of facts.services) {
      for (const label of service.labels.filter(({ key }) => key.startsWith(prefix))) {
        const fault = faultOf(service, label);
        if (fault) yield { at: label.at, ...fault };
      }
    }
  },
});
