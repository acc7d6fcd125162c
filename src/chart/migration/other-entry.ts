import { isSecretName } from '../../model/is-secret-name.ts';
import { isMap } from '../../model/json.ts';
import type { CatalogQuestion } from '../../rancher/catalog-question.ts';
import { writeYaml } from '../../source/write-yaml.ts';
import { commentOf } from '../render-values.ts';
import type { LostPart } from './lost-part.ts';
import { masked, shownPart } from './shown-part.ts';
import type { Stack } from './stack.ts';

/** Service → its keys, as Rancher launched it. */
export type ComposeServices = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** What Kubernetes has for a key of a service. */
const counterparts: Readonly<Record<string, string>> = {
  image: 'the image of a container',
  scale:
    'replicas of a Deployment or StatefulSet; with the label for a global service, a DaemonSet',
  command: 'args of the container',
  entrypoint: 'command of the container',
  environment: 'env of the container; passwords in a Secret',
  ports: 'a Service of type NodePort or LoadBalancer, or hostPort',
  expose: 'containerPort, which is information only',
  links: 'the DNS name of a Service in the same namespace',
  external_links: 'the DNS name SERVICE.NAMESPACE of a Service',
  volumes:
    'a PersistentVolumeClaim, or volumeClaimTemplates of a StatefulSet; hostPath for a path of the host',
  volumes_from: 'a volume that containers of one pod share',
  volume_driver: 'a StorageClass',
  network_mode: 'hostNetwork: true for host; containers of one pod for container:NAME',
  health_check: 'livenessProbe and readinessProbe',
  mem_limit: 'resources.limits.memory',
  mem_reservation: 'resources.requests.memory',
  milli_cpu_reservation: 'resources.requests.cpu',
  cpu_shares: 'resources.requests.cpu',
  cap_add: 'securityContext.capabilities.add',
  cap_drop: 'securityContext.capabilities.drop',
  privileged: 'securityContext.privileged',
  read_only: 'securityContext.readOnlyRootFilesystem',
  user: 'securityContext.runAsUser',
  pid: 'hostPID: true for host',
  ipc: 'hostIPC: true for host',
  secrets: 'a Secret that is mounted as a volume',
  dns: 'dnsConfig.nameservers',
  dns_search: 'dnsConfig.searches',
  extra_hosts: 'hostAliases',
  hostname: 'hostname of the pod',
  stop_grace_period: 'terminationGracePeriodSeconds',
  stop_signal: 'STOPSIGNAL of the image',
  tty: 'tty of the container',
  stdin_open: 'stdin of the container',
  working_dir: 'workingDir of the container',
  restart: 'restartPolicy; only Jobs need another one than Always',
  retain_ip: 'nothing: a pod that is created again has another address',
  lb_config: 'an Ingress, or a Service of type LoadBalancer',
  certs: 'a Secret of type kubernetes.io/tls that an Ingress names',
  default_cert: 'a Secret of type kubernetes.io/tls that an Ingress names',
  upgrade_strategy: 'strategy of a Deployment, updateStrategy of a StatefulSet',
  sysctls: 'securityContext.sysctls, of which most are not allowed by default',
  devices: 'a device plugin, or a privileged container',
};

/** The same for labels of Rancher, by their beginning. */
const ofLabels: readonly (readonly [string, string])[] = [
  [
    'io.rancher.scheduler.affinity:host_label',
    'nodeSelector or nodeAffinity, with labels of nodes',
  ],
  ['io.rancher.scheduler.affinity:container', 'podAffinity or podAntiAffinity'],
  ['io.rancher.scheduler.global', 'a DaemonSet'],
  ['io.rancher.sidekicks', 'more containers of the same pod'],
  ['io.rancher.container.pull_image', 'imagePullPolicy: Always'],
  ['io.rancher.container.start_once', 'a Job, or an init container'],
  ['io.rancher.container.hostname_override', 'the name of a pod of a StatefulSet'],
  ['io.rancher.container.dns', 'dnsPolicy: ClusterFirstWithHostNet, with hostNetwork'],
  ['io.rancher.container.create_agent', 'a ServiceAccount and RBAC'],
  ['io.rancher.container.agent.role', 'a ServiceAccount and RBAC'],
];

const none = 'nothing known: read the documentation of the application';

const keyPart = (service: string, key: string, value: unknown): LostPart => ({
  what: `${service}: ${key}`,
  has: shownPart(key, value),
  why: 'a key of compose files',
  todo: counterparts[key] ?? none,
});

function labelParts(service: string, labels: unknown): LostPart[] {
  if (!isMap(labels)) return [];
  return Object.entries(labels)
    .filter(([label]) => label.startsWith('io.rancher.'))
    .map(([label, value]) => ({
      what: `${service}: ${label}`,
      has: String(value),
      why: 'a label that only Rancher 1.6 reads',
      todo: ofLabels.find(([start]) => label.startsWith(start))?.[1] ?? none,
    }));
}

/** What services have, and what Kubernetes has in place of it. */
export function serviceParts(services: ComposeServices, secrets: readonly string[]): LostPart[] {
  const parts = [...services].flatMap(([name, service]) => [
    ...Object.entries(service)
      .filter(([key]) => key !== 'labels')
      .map(([key, value]) => keyPart(name, key, value)),
    ...labelParts(name, service.labels),
  ]);
  return parts.map((part) => ({ ...part, has: masked(part.has, secrets) }));
}

/** The answers of a stack as a file, and those that are not written there. */
export interface OtherAnswers {
  readonly content: string;
  /** The texts of answers that are secrets. */
  readonly secrets: readonly string[];
  readonly lost: readonly LostPart[];
}

type Known = Pick<CatalogQuestion, 'variable' | 'label' | 'description' | 'type' | 'default'>;

const isSecret = ({ variable, type }: Pick<Known, 'variable' | 'type'>) =>
  ['password', 'masked', 'secret'].includes(type) || isSecretName(variable);

/** An answer with the type of its question; text where it is not one of this type. */
function typed(type: string, text: string): string | number | boolean {
  if (type === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  if (/^(?:int|float)$/.test(type) && /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,9})?$/.test(text)) {
    return Number(text);
  }
  return text;
}

const head =
  'The answers of a stack of Rancher 1.6, with the types of their questions. This program does not know the chart that they are for: move each one to the value that the chart has for it. Passwords are left out.';

/** Writes the answers of a stack whose entry this program did not generate. */
export function otherAnswers(stack: Stack, questions: readonly Known[]): OtherAnswers {
  const asked = new Map(questions.map((question) => [question.variable, question]));
  const variables = new Set([...asked.keys(), ...stack.environment.keys()]);
  const lost: LostPart[] = [];
  const secrets: string[] = [];
  const lines: string[] = commentOf(head, '');
  for (const variable of variables) {
    const {
      type = 'string',
      label = '',
      description = '',
      default: own = '',
    } = asked.get(variable) ?? {};
    const text = stack.environment.get(variable) ?? own;
    if (isSecret({ variable, type })) {
      secrets.push(text);
      const todo = 'give it to the chart in a Secret';
      if (text !== '') lost.push({ what: variable, has: '***', why: 'a secret', todo });
      continue;
    }
    lines.push(...commentOf(`${label}. ${description}`.replace(/^\. /, ''), ''));
    lines.push(writeYaml({ [variable]: typed(type, text) }).replace(/\n$/, ''));
  }
  return { content: `${lines.join('\n')}\n`, secrets, lost };
}
