import type { ContainerState } from './container-runner.ts';
import type { RunPod } from './pod-spec.ts';

function stateOf({ isRunning, since, reason, lastCode }: ContainerState): object {
  if (isRunning) return { running: { startedAt: since } };
  if (reason === 'Completed') return { terminated: { exitCode: lastCode ?? 137, reason } };
  return { waiting: { reason } };
}

/** The status of a pod, as a kubelet reports it. */
export function podReport(
  pod: RunPod,
  address: string | undefined,
  states: readonly ContainerState[],
): object {
  const isReady = states.length > 0 && states.every((state) => state.isReady);
  const word = (value: boolean) => (value ? 'True' : 'False');
  const now = new Date().toISOString();
  const condition = (type: string, value: boolean) => ({
    type,
    status: word(value),
    lastTransitionTime: now,
  });
  const hasRun = states.some(({ isRunning, lastCode }) => isRunning || lastCode !== undefined);
  return {
    phase: hasRun ? 'Running' : 'Pending',
    ...(address === undefined ? {} : { podIP: address, podIPs: [{ ip: address }] }),
    conditions: [
      condition('Initialized', true),
      condition('Ready', isReady),
      condition('ContainersReady', isReady),
    ],
    containerStatuses: pod.spec.containers.map(({ name, image }, index) => {
      const state = states[index];
      if (state === undefined) throw new Error(`no state of container ${name}`);
      return {
        name,
        image,
        imageID: image,
        ready: state.isReady,
        started: state.isStarted,
        restartCount: state.restarts,
        state: stateOf(state),
        lastState:
          state.lastCode === undefined ? {} : { terminated: { exitCode: state.lastCode ?? 137 } },
      };
    }),
  };
}
