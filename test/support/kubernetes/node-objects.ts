import type { KubernetesApi } from './api.ts';

const size = { cpu: '4', memory: '8Gi', pods: '110', 'ephemeral-storage': '20Gi' };

const status = (number: number) => ({
  capacity: size,
  allocatable: size,
  addresses: [{ type: 'InternalIP', address: `192.0.2.${number}` }],
  nodeInfo: { operatingSystem: 'linux', architecture: 'amd64', kubeletVersion: 'v1.20.2' },
});

const beat = () => ({
  conditions: [
    {
      type: 'Ready',
      status: 'True',
      reason: 'KubeletReady',
      lastHeartbeatTime: new Date().toISOString(),
    },
  ],
});

/** Reports that a node is alive; the node controller takes one for lost after 40 s without. */
export async function beatNode(api: KubernetesApi, name: string): Promise<void> {
  await api.patch(`/api/v1/nodes/${name}/status`, { status: beat() }, 'strategic-merge-patch+json');
}

/** Makes a Linux node, each in a zone of its own; one that is there already stays as it is. */
export async function createNode(api: KubernetesApi, name: string, number: number): Promise<void> {
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'topology.kubernetes.io/zone': `zone-${number}`,
  };
  const { status: code } = await api.send('POST', '/api/v1/nodes', {
    metadata: { name, labels },
    spec: { podCIDR: `10.244.${number}.0/24` },
  });
  if (code !== 201 && code !== 409) throw new Error(`node ${name}: ${code}`);
  await api.patch(
    `/api/v1/nodes/${name}/status`,
    { status: { ...status(number), ...beat() } },
    'strategic-merge-patch+json',
  );
}
