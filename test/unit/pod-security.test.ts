import { describe, expect, test } from 'vitest';
import type { Container, PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1.js';
import { controls, podSecurityFaults } from '../support/pod-security.ts';

const container = (more: Partial<Container> = {}): Container => ({
  name: 'a',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  ...more,
});

const secured = {
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
} satisfies PodSpec['securityContext'];

/** A pod that "restricted" allows, except for what is replaced in it. */
const pod = (
  spec: Partial<PodSpec>,
  annotations: Record<string, string> = {},
): PodTemplateSpec => ({
  metadata: { annotations },
  spec: { securityContext: secured, containers: [container()], ...spec },
});

const withContext = (more: NonNullable<Container['securityContext']>) =>
  pod({
    containers: [container({ securityContext: { ...container().securityContext, ...more } })],
  });

const withPodContext = (more: NonNullable<PodSpec['securityContext']>) =>
  pod({ securityContext: { ...secured, ...more } });

const inContainer = 'containers[0].securityContext';

type Case = readonly [control: string, bad: PodTemplateSpec, ...faults: string[]];

/** Pods that break one control, or one with those that include it, and where. */
const cases: readonly Case[] = [
  [
    'host-process',
    withPodContext({ windowsOptions: { hostProcess: true } }),
    'securityContext.windowsOptions.hostProcess is true',
  ],
  [
    'host-process',
    withContext({ windowsOptions: { hostProcess: true } }),
    `${inContainer}.windowsOptions.hostProcess is true`,
  ],
  [
    'host-namespaces',
    pod({ hostNetwork: true, hostIPC: true }),
    'hostNetwork is true',
    'hostIPC is true',
  ],
  ['host-namespaces', pod({ hostPID: true }), 'hostPID is true'],
  ['privileged', withContext({ privileged: true }), `${inContainer}.privileged is true`],
  [
    'baseline-capabilities',
    withContext({ capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } }),
    `${inContainer}.capabilities.add is "NET_ADMIN"`,
  ],
  [
    'host-path',
    pod({ volumes: [{ name: 'a', hostPath: { path: '/' } }] }),
    'volumes[0].hostPath is {"path":"/"}',
  ],
  [
    'host-ports',
    pod({ containers: [container({ ports: [{ containerPort: 1, hostPort: 1 }] })] }),
    'containers[0].ports[0].hostPort is 1',
  ],
  [
    'host-probes',
    pod({
      containers: [container({ livenessProbe: { tcpSocket: { port: 1, host: '10.0.0.1' } } })],
    }),
    'containers[0].livenessProbe.tcpSocket.host is "10.0.0.1"',
  ],
  [
    'host-probes',
    pod({
      containers: [container({ lifecycle: { preStop: { httpGet: { port: 1, host: 'a' } } } })],
    }),
    'containers[0].lifecycle.preStop.httpGet.host is "a"',
  ],
  [
    'app-armor',
    withContext({ appArmorProfile: { type: 'Unconfined' } }),
    `${inContainer}.appArmorProfile.type is "Unconfined"`,
  ],
  [
    'app-armor',
    pod({}, { 'container.apparmor.security.beta.kubernetes.io/a': 'unconfined' }),
    'annotations container.apparmor.security.beta.kubernetes.io/a is "unconfined"',
  ],
  [
    'se-linux',
    withPodContext({ seLinuxOptions: { type: 'spc_t' } }),
    'securityContext.seLinuxOptions.type is "spc_t"',
  ],
  [
    'se-linux',
    withContext({ seLinuxOptions: { user: 'root', role: 'a' } }),
    `${inContainer}.seLinuxOptions.user is "root"`,
    `${inContainer}.seLinuxOptions.role is "a"`,
  ],
  ['proc-mount', withContext({ procMount: 'Unmasked' }), `${inContainer}.procMount is "Unmasked"`],
  [
    'baseline-seccomp',
    withContext({ seccompProfile: { type: 'Unconfined' } }),
    `${inContainer}.seccompProfile.type is "Unconfined"`,
  ],
  [
    'sysctls',
    withPodContext({ sysctls: [{ name: 'net.core.somaxconn', value: '1' }] }),
    'securityContext.sysctls[0].name is "net.core.somaxconn"',
  ],
  [
    'volume-types',
    pod({ volumes: [{ name: 'a', nfs: { path: '/', server: 'a' } }] }),
    'volumes[0] is ["nfs"]',
  ],
  [
    'privilege-escalation',
    withContext({ allowPrivilegeEscalation: true }),
    `${inContainer}.allowPrivilegeEscalation is true`,
  ],
  [
    'privilege-escalation',
    pod({ initContainers: [{ name: 'a', securityContext: { capabilities: { drop: ['ALL'] } } }] }),
    'initContainers[0].securityContext.allowPrivilegeEscalation is missing',
  ],
  ['run-as-non-root', withContext({ runAsNonRoot: false }), `${inContainer}.runAsNonRoot is false`],
  [
    'run-as-non-root',
    pod({ securityContext: { seccompProfile: { type: 'Localhost' } } }),
    `${inContainer}.runAsNonRoot is missing`,
  ],
  ['run-as-user', withContext({ runAsUser: 0 }), `${inContainer}.runAsUser is 0`],
  ['run-as-user', withPodContext({ runAsUser: 0 }), 'securityContext.runAsUser is 0'],
  [
    'seccomp',
    pod({ securityContext: { runAsNonRoot: true } }),
    `${inContainer}.seccompProfile.type is missing`,
  ],
  [
    'drop-capabilities',
    withContext({ capabilities: { drop: ['NET_RAW'] } }),
    `${inContainer}.capabilities.drop is ["NET_RAW"]`,
  ],
  [
    'drop-capabilities',
    pod({
      ephemeralContainers: [{ name: 'a', securityContext: { allowPrivilegeEscalation: false } }],
    }),
    'ephemeralContainers[0].securityContext.capabilities.drop is missing',
  ],
  [
    'capabilities',
    withContext({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } }),
    `${inContainer}.capabilities.add is "CHOWN"`,
  ],
];

describe('podSecurityFaults', () => {
  test('accepts pods that the standard allows', () => {
    const allowed = [
      pod({}),
      withContext({
        capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
        procMount: 'Default',
      }),
      withContext({
        appArmorProfile: { type: 'Localhost', localhostProfile: 'a' },
        seLinuxOptions: { type: 'container_t' },
      }),
      withPodContext({
        runAsUser: 999,
        sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }],
      }),
      pod({
        volumes: [
          { name: 'a', emptyDir: {} },
          { name: 'b', secret: { secretName: 'a' } },
        ],
      }),
      pod({
        containers: [
          container({
            ports: [{ containerPort: 1, hostPort: 0 }],
            livenessProbe: { httpGet: { port: 1 } },
          }),
        ],
      }),
      pod({
        securityContext: {},
        containers: [
          container({ securityContext: { ...container().securityContext, ...secured } }),
        ],
      }),
      pod({}, { 'container.apparmor.security.beta.kubernetes.io/a': 'runtime/default' }),
    ];
    expect(allowed.map(podSecurityFaults)).toEqual(allowed.map(() => ({})));
  });

  test.for(cases)('%s', ([control, bad, ...faults]) => {
    expect(podSecurityFaults(bad)).toMatchObject({ [control]: faults });
  });

  test('each control has a pod that breaks it', () => {
    expect([...new Set(cases.map(([control]) => control))]).toEqual(Object.keys(controls));
  });

  test('a pod that breaks one control breaks only those that include it', () => {
    const includes: Record<string, readonly string[]> = {
      'baseline-capabilities': ['capabilities'],
      'host-path': ['volume-types'],
      'baseline-seccomp': ['seccomp'],
    };
    for (const [control, bad] of cases)
      expect(Object.keys(podSecurityFaults(bad))).toEqual([control, ...(includes[control] ?? [])]);
  });

  test('reports a pod that is set to run as root, although its containers are not', () => {
    const bad = pod({
      securityContext: { ...secured, runAsNonRoot: false },
      containers: [
        container({ securityContext: { ...container().securityContext, runAsNonRoot: true } }),
      ],
    });
    expect(podSecurityFaults(bad)).toEqual({
      'run-as-non-root': ['securityContext.runAsNonRoot is false'],
    });
  });
});
