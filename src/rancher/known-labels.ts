import type { LabelFault, LabelProblem } from './label-problem.ts';

/** The allowed values of a label. */
export interface LabelForm {
  /** A readable description of the syntax. */
  readonly syntax: string;
  /** The problem of a value, as Rancher reads it. */
  readonly check: (value: string) => LabelProblem | undefined;
}

/** A label that Rancher 1.6 reads or writes. */
export interface KnownLabel {
  /** The key; if it ends with `.`, all keys that start with it. */
  readonly key: string;
  readonly form: LabelForm;
  readonly meaning: string;
}

const anything = (syntax: string): LabelForm => ({ syntax, check: () => undefined });

// Java's Boolean.valueOf: "true" in any case, everything else is false.
const flag: LabelForm = {
  syntax: "'true' or 'false'",
  check: (value) =>
    /^(?:true|false)$/i.test(value)
      ? undefined
      : {
          fault: 'value-misread',
          message: `"${value}" is read as false`,
          hint: "write 'true' or 'false'",
        },
};

const words = (...known: string[]): LabelForm => ({
  syntax: known.join(' | '),
  check: (value) =>
    known.includes(value)
      ? undefined
      : {
          fault: 'value-misread',
          message: `"${value}" has no effect`,
          hint: `known: ${known.join(', ')}`,
        },
});

const always = (fault: LabelFault, message: string, hint?: string): LabelForm => ({
  syntax: '(not for a catalog entry)',
  check: () => ({ fault, message, ...(hint === undefined ? {} : { hint }) }),
});

const system = always('label-system', 'Rancher sets this label itself');

const ipv4 = /^(?:\d{1,3}\.){3}\d{1,3}$/;
const addresses: LabelForm = {
  syntax: 'an IP address, or a comma-separated list of them',
  check: (value) =>
    value.split(',').every((part) => ipv4.test(part.trim()))
      ? undefined
      : { fault: 'value-malformed', message: `"${value}" is not a list of IP addresses` },
};

const name = String.raw`[A-Za-z0-9._/-]+`;
const choice = String.raw`\(\s*${name}(?:\s*,\s*${name})*\s*\)`;
const term = String.raw`\s*(?:${name}\s*(?:!?=\s*${name}|\s(?:in|notin)\s*${choice})?)\s*`;
const selectorPattern = new RegExp(`^${term}(?:,${term})*$`);
const selector: LabelForm = {
  syntax: 'k=v, k!=v, k in (a,b), k notin (a,b), k; commas mean and',
  check: (value) =>
    selectorPattern.test(value)
      ? undefined
      : { fault: 'value-malformed', message: `"${value}" is not a selector` },
};

const nameList: LabelForm = {
  syntax: 'a comma-separated list of service names',
  check: (value) =>
    value.split(',').every((part) => part.trim() !== '')
      ? undefined
      : { fault: 'value-malformed', message: `"${value}" contains an empty name` },
};

// The mere presence of the label drops the per-service search domains: DeploymentUnit.addDns tests
// the label's key instead of its value (cattle DeploymentUnit.java:661-676).
const dns: LabelForm = {
  syntax: "'true' or 'false'",
  check: () => ({
    fault: 'dns-search-lost',
    message: 'with this label a container loses the search domains of its stack and service',
    hint: 'use SERVICE.STACK to reach other services',
  }),
};

const ofHosts = always('label-of-hosts', 'Rancher reads this label on hosts only');

const known = (key: string, form: LabelForm, meaning: string): KnownLabel => ({
  key,
  form,
  meaning,
});

/** Every `io.rancher.` label except the scheduling rules (parse-affinity.ts), as of cattle v0.183. */
export const knownLabels: readonly KnownLabel[] = [
  known('io.rancher.scheduler.global', flag, 'one container on every host that matches'),
  known('io.rancher.scheduler.affinity', anything('(see the rules)'), 'scheduling rules'),
  known('io.rancher.scheduler.require_any', ofHosts, 'only containers with one of these labels'),
  known('io.rancher.scheduler.ips', ofHosts, 'addresses that ports are published on'),
  known('io.rancher.sidekicks', nameList, 'services that run next to this one, on the same host'),
  known('io.rancher.container.start_once', flag, 'a stopped container counts as healthy'),
  known('io.rancher.container.pull_image', words('always'), 'pull before every start'),
  known('io.rancher.container.hostname_override', words('container_name'), 'the host name'),
  known('io.rancher.container.requested_ip', addresses, 'the address on the managed network'),
  known(
    'io.rancher.container.volume_cleanup_strategy',
    words('unnamed', 'none', 'all'),
    'which volumes are deleted with the container',
  ),
  known('io.rancher.container.dns', dns, "Rancher's name server on a host network"),
  known('io.rancher.container.dns.priority', words('service_last', 'None'), 'search order'),
  known(
    'io.rancher.container.network',
    always('label-removed', 'Rancher removes this label from the containers of a service'),
    'managed network for containers that are started manually',
  ),
  known('io.rancher.container.create_agent', flag, 'gives the container API keys'),
  known(
    'io.rancher.container.agent.role',
    anything('roles, with commas'),
    'the permissions of those keys',
  ),
  known('io.rancher.container.agent_service.', anything('text'), 'infrastructure services'),
  known('io.rancher.container.agent_id', system, 'the agent'),
  known('io.rancher.container.agent.', anything('text'), 'infrastructure services'),
  known('io.rancher.container.display_name', anything('text'), 'the name shown'),
  known('io.rancher.container.orchestration', anything('text'), 'the orchestration'),
  known('io.rancher.container.name', system, 'the name of the container'),
  known('io.rancher.container.uuid', system, 'the id of the container'),
  known('io.rancher.container.ip', system, 'its address'),
  known('io.rancher.container.mac_address', system, 'its hardware address'),
  known('io.rancher.container.system', system, 'marks system containers'),
  known('io.rancher.service.wait_for_healthcheck', anything('present'), 'wait until healthy'),
  known('io.rancher.service.selector.container', selector, 'containers that belong to it'),
  known('io.rancher.service.selector.link', selector, 'services linked to it'),
  known(
    'io.rancher.service.ui_link.',
    anything('label, port, path'),
    'a link on the page of the stack (rancher/ui app/models/service.js:410-444)',
  ),
  // cattle SystemLabels.java, LABEL_PROXY_PORT and LABEL_PROXY_SCHEME.
  known('io.rancher.websocket.proxy.port', anything('a port'), 'the port behind such a link'),
  known('io.rancher.websocket.proxy.scheme', anything('http or https'), 'and its scheme'),
  known('io.rancher.service.external_dns', anything('text'), 'external DNS'),
  known('io.rancher.service.external_dns_name_template', anything('text'), 'external DNS'),
  known('io.rancher.service.deployment.unit', system, 'the deployment unit'),
  known('io.rancher.service.launch.config', system, 'the launch configuration'),
  known('io.rancher.service.requested.host.id', system, 'the host of a global service'),
  known('io.rancher.service.hash', system, 'the state last deployed'),
  known('io.rancher.stack.name', system, 'the stack'),
  known('io.rancher.stack_service.name', system, 'stack and service'),
  known('io.rancher.project.name', system, 'the stack, under its old name'),
  known('io.rancher.project_service.name', system, 'stack and service, under the old name'),
  known('io.rancher.environment.uuid', system, 'the environment'),
  known('io.rancher.loadbalancer.', anything('text'), 'the old load balancer'),
  known('io.rancher.lb_service.target', words('only-local', 'prefer-local', 'any'), 'targets'),
  known('io.rancher.lb_service.cert_dir', anything('(a directory)'), 'certificates'),
  known('io.rancher.lb_service.default_cert_dir', anything('(a directory)'), 'certificates'),
  known('io.rancher.host.', anything('text'), 'set on hosts; read by scheduling rules'),
  known('io.rancher.cni.', anything('text'), 'network plugins'),
  known('io.rancher.network.', anything('text'), 'network drivers'),
  known('io.rancher.websocket.', anything('text'), 'proxied connections'),
  known('io.rancher.proxy.', anything('text'), 'proxied connections'),
  known('io.rancher.internal.', anything('text'), 'infrastructure services'),
  known('io.rancher.service.allocate.', anything('text'), 'infrastructure services'),
  known('io.rancher.k8s.', anything('text'), 'Kubernetes'),
  known('io.rancher.certified', anything('text'), 'read in config.yml'),
  known('io.rancher.orchestration.supported', anything('text'), 'read in the catalog block'),
];

const exact = new Map(knownLabels.map((label) => [label.key, label]));
const families = knownLabels.filter((label) => label.key.endsWith('.'));

/** The label of a key: the exact one, otherwise its family. Keys are case-sensitive. */
export function findLabel(key: string): KnownLabel | undefined {
  return exact.get(key) ?? families.find((family) => key.startsWith(family.key));
}
