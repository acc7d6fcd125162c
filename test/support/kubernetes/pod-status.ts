import type { Pod } from './objects.ts';

/** What a kubelet reports of a pod whose containers run, and are ready or not. */
export function podStatus(pod: Pod, address: string, ready: boolean): object {
  const now = new Date().toISOString();
  const word = ready ? 'True' : 'False';
  const condition = (type: string, value: string) => ({
    type,
    status: value,
    lastTransitionTime: now,
  });
  return {
    phase: 'Running',
    hostIP: '192.0.2.1',
    podIP: address,
    podIPs: [{ ip: address }],
    startTime: now,
    conditions: [
      condition('Initialized', 'True'),
      condition('Ready', word),
      condition('ContainersReady', word),
    ],
    containerStatuses: pod.spec.containers.map(({ name, image }) => ({
      name,
      image,
      imageID: image,
      ready,
      started: true,
      restartCount: 0,
      state: { running: { startedAt: now } },
    })),
  };
}
