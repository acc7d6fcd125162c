import type { Endpoint } from '../../../cluster/endpoint.ts';
import { planSwitchover } from '../../../cluster/switchover/plan-switchover.ts';
import type { LiveTarget } from '../../../redis/live-target.ts';
import { readSnapshot } from '../../../redis/read-snapshot.ts';
import { switchover } from '../../../redis/switchover.ts';
import { describeFailure } from '../../../redis/silent-node.ts';

const timeoutMs = 5000;

/**
 * Runs a switchover like `cluster switchover`. Returns why it failed, or undefined.
 *
 * @param to the new master. @default the best replica
 */
export async function switchOver(
  target: LiveTarget,
  signal: AbortSignal,
  to?: Endpoint,
): Promise<string | undefined> {
  const { password, sentinelPassword, sentinels, masterName } = target;
  const { snapshot } = await readSnapshot({
    sentinels,
    masterName,
    ...(password === undefined ? {} : { password }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
  });
  if (!snapshot) return 'no sentinel answers';
  const planned = planSwitchover(snapshot, to);
  if ('refused' in planned) return planned.refused;
  try {
    const result = await switchover(planned.plan, {
      data: password === undefined ? {} : { password },
      sentinel: sentinelPassword === undefined ? {} : { password: sentinelPassword },
      timeoutMs,
      signal,
    });
    return result.ok ? undefined : ['it did not complete', ...result.remarks].join('; ');
  } catch (error) {
    return describeFailure(error);
  }
}
