/**
 * The Pod Security Standards "baseline" and "restricted": every control of
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/ (Kubernetes 1.34), for Linux pods.
 */
import type {
  Container,
  PodTemplateSpec,
  Probe,
  SecurityContext,
} from 'kubernetes-types/core/v1.js';

/** One place that a control forbids, such as `containers[0].securityContext.privileged is true`. */
type Fault = string;

type Control = (pod: PodTemplateSpec) => readonly Fault[];

type Place = readonly [path: string, container: Container];

/** All containers of a pod, with their paths in its spec. */
const containersOf = ({ spec }: PodTemplateSpec): readonly Place[] =>
  (['containers', 'initContainers', 'ephemeralContainers'] as const).flatMap((kind) =>
    (spec?.[kind] ?? []).map((each, index): Place => [`${kind}[${index}]`, each]),
  );

/** The security contexts of a pod and of its containers, with their paths. */
const contextsOf = (pod: PodTemplateSpec): readonly (readonly [string, SecurityContext])[] => [
  ['securityContext', pod.spec?.securityContext ?? {}],
  ...containersOf(pod).map(
    ([path, each]) => [`${path}.securityContext`, each.securityContext ?? {}] as const,
  ),
];

const fault = (path: string, value: unknown): Fault =>
  `${path} is ${value === undefined ? 'missing' : JSON.stringify(value)}`;

/** A fault for each value that `isAllowed` refuses. */
const refused = (
  values: readonly (readonly [path: string, value: unknown])[],
  isAllowed: (value: unknown) => boolean,
): readonly Fault[] =>
  values.filter(([, value]) => !isAllowed(value)).map(([path, value]) => fault(path, value));

const oneOf =
  (...allowed: readonly unknown[]) =>
  (value: unknown) =>
    allowed.includes(value);

const offOrUnset = oneOf(undefined, false);
const emptyOrUnset = oneOf(undefined, '');

/** What every context of a pod has at a path below it. */
const inContexts = (
  pod: PodTemplateSpec,
  key: string,
  read: (context: SecurityContext) => unknown,
) => contextsOf(pod).map(([path, context]) => [`${path}.${key}`, read(context)] as const);

/** The same of its containers only. */
const inContainers: typeof inContexts = (pod, key, read) =>
  containersOf(pod).map(
    ([path, each]) => [`${path}.securityContext.${key}`, read(each.securityContext ?? {})] as const,
  );

/** A setting that every container must have: its own, or that of the pod if it has none. */
const effective: typeof inContexts = (pod, key, read) => {
  const ofPod = read(pod.spec?.securityContext ?? {});
  return inContainers(pod, key, (context) => read(context) ?? ofPod);
};

const added = (pod: PodTemplateSpec) =>
  containersOf(pod).flatMap(([path, each]) =>
    (each.securityContext?.capabilities?.add ?? []).map(
      (name) => [`${path}.securityContext.capabilities.add`, name] as const,
    ),
  );

const baselineCapabilities =
  `AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP
  SETGID SETPCAP SETUID SYS_CHROOT`.split(/\s+/);

const safeSysctls =
  `kernel.shm_rmid_forced net.ipv4.ip_local_port_range net.ipv4.ip_local_reserved_ports
  net.ipv4.ip_unprivileged_port_start net.ipv4.ping_group_range net.ipv4.tcp_fin_timeout net.ipv4.tcp_keepalive_intvl
  net.ipv4.tcp_keepalive_probes net.ipv4.tcp_keepalive_time net.ipv4.tcp_rmem net.ipv4.tcp_syncookies
  net.ipv4.tcp_wmem`.split(/\s+/);

const appArmorAnnotation = 'container.apparmor.security.beta.kubernetes.io/';

/** The hosts that the kubelet is asked to connect to. */
const hostsOf = ([path, container]: Place) => {
  const handlers: readonly (readonly [string, Partial<Probe> | undefined])[] = [
    ...(['startupProbe', 'livenessProbe', 'readinessProbe'] as const).map(
      (name) => [name, container[name]] as const,
    ),
    ['lifecycle.postStart', container.lifecycle?.postStart],
    ['lifecycle.preStop', container.lifecycle?.preStop],
  ];
  return handlers.flatMap(([name, handler]) =>
    (['httpGet', 'tcpSocket'] as const).map(
      (kind) => [`${path}.${name}.${kind}.host`, handler?.[kind]?.host] as const,
    ),
  );
};

const baseline = {
  'host-process': (pod) =>
    refused(
      inContexts(pod, 'windowsOptions.hostProcess', (each) => each.windowsOptions?.hostProcess),
      offOrUnset,
    ),
  'host-namespaces': ({ spec }) =>
    refused(
      (['hostNetwork', 'hostPID', 'hostIPC'] as const).map((key) => [key, spec?.[key]]),
      offOrUnset,
    ),
  privileged: (pod) =>
    refused(
      inContainers(pod, 'privileged', (each) => each.privileged),
      offOrUnset,
    ),
  'baseline-capabilities': (pod) => refused(added(pod), oneOf(...baselineCapabilities)),
  'host-path': ({ spec }) =>
    refused(
      (spec?.volumes ?? []).map((each, index) => [`volumes[${index}].hostPath`, each.hostPath]),
      oneOf(undefined),
    ),
  'host-ports': (pod) =>
    refused(
      containersOf(pod).flatMap(([path, { ports = [] }]) =>
        ports.map(({ hostPort }, index) => [`${path}.ports[${index}].hostPort`, hostPort] as const),
      ),
      oneOf(undefined, 0),
    ),
  'host-probes': (pod) => refused(containersOf(pod).flatMap(hostsOf), emptyOrUnset),
  'app-armor': (pod) => [
    ...refused(
      inContexts(pod, 'appArmorProfile.type', (each) => each.appArmorProfile?.type),
      oneOf(undefined, 'RuntimeDefault', 'Localhost'),
    ),
    ...refused(
      Object.entries(pod.metadata?.annotations ?? {})
        .filter(([name]) => name.startsWith(appArmorAnnotation))
        .map(([name, value]) => [`annotations ${name}`, value]),
      (value) =>
        value === '' || value === 'runtime/default' || String(value).startsWith('localhost/'),
    ),
  ],
  'se-linux': (pod) => [
    ...refused(
      inContexts(pod, 'seLinuxOptions.type', (each) => each.seLinuxOptions?.type),
      oneOf(
        undefined,
        '',
        'container_t',
        'container_init_t',
        'container_kvm_t',
        'container_engine_t',
      ),
    ),
    ...(['user', 'role'] as const).flatMap((key) =>
      refused(
        inContexts(pod, `seLinuxOptions.${key}`, (each) => each.seLinuxOptions?.[key]),
        emptyOrUnset,
      ),
    ),
  ],
  'proc-mount': (pod) =>
    refused(
      inContainers(pod, 'procMount', (each) => each.procMount),
      oneOf(undefined, 'Default'),
    ),
  'baseline-seccomp': (pod) =>
    refused(
      inContexts(pod, 'seccompProfile.type', (each) => each.seccompProfile?.type),
      oneOf(undefined, 'RuntimeDefault', 'Localhost'),
    ),
  sysctls: ({ spec }) =>
    refused(
      (spec?.securityContext?.sysctls ?? []).map(({ name }, index) => [
        `securityContext.sysctls[${index}].name`,
        name,
      ]),
      oneOf(...safeSysctls),
    ),
} satisfies Record<string, Control>;

const restrictedVolumes =
  `configMap csi downwardAPI emptyDir ephemeral persistentVolumeClaim projected
  secret`.split(/\s+/);

const restricted = {
  'volume-types': ({ spec }) =>
    refused(
      (spec?.volumes ?? []).map((each, index) => [
        `volumes[${index}]`,
        Object.keys(each).filter((key) => key !== 'name'),
      ]),
      (kinds) =>
        Array.isArray(kinds) && kinds.length === 1 && restrictedVolumes.includes(String(kinds[0])),
    ),
  'privilege-escalation': (pod) =>
    refused(
      inContainers(pod, 'allowPrivilegeEscalation', (each) => each.allowPrivilegeEscalation),
      oneOf(false),
    ),
  'run-as-non-root': (pod) => [
    ...refused(
      [['securityContext.runAsNonRoot', pod.spec?.securityContext?.runAsNonRoot]],
      (value) => value !== false,
    ),
    ...refused(
      effective(pod, 'runAsNonRoot', (each) => each.runAsNonRoot),
      oneOf(true),
    ),
  ],
  'run-as-user': (pod) =>
    refused(
      inContexts(pod, 'runAsUser', (each) => each.runAsUser),
      (value) => value !== 0,
    ),
  seccomp: (pod) =>
    refused(
      effective(pod, 'seccompProfile.type', (each) => each.seccompProfile?.type),
      oneOf('RuntimeDefault', 'Localhost'),
    ),
  'drop-capabilities': (pod) =>
    refused(
      inContainers(pod, 'capabilities.drop', (each) => each.capabilities?.drop),
      (value) => Array.isArray(value) && value.includes('ALL'),
    ),
  capabilities: (pod) => refused(added(pod), oneOf('NET_BIND_SERVICE')),
} satisfies Record<string, Control>;

/** All controls by name. */
export const controls: Readonly<Record<string, Control>> = { ...baseline, ...restricted };

/** What a pod does that the standard "restricted" forbids: for each broken control, the places. */
export const podSecurityFaults = (
  pod: PodTemplateSpec,
): Readonly<Record<string, readonly Fault[]>> =>
  Object.fromEntries(
    Object.entries(controls)
      .map(([name, control]) => [name, control(pod)] as const)
      .filter(([, faults]) => faults.length > 0),
  );
