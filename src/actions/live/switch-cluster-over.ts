import { formatEndpoint, parseEndpoint } from '../../cluster/endpoint.ts';
import {
  describePlan,
  planSwitchover,
  type SwitchoverPlan,
} from '../../cluster/switchover/plan-switchover.ts';
import { catalogError, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { describeFailure } from '../../redis/silent-node.ts';
import { switchover, type SwitchoverResult } from '../../redis/switchover.ts';
import { snapshotRequest, type LiveClusterOptions } from './snapshot-request.ts';
import { takeSnapshot } from './take-snapshot.ts';

/** How `cluster switchover` is called. */
export interface SwitchOptions extends LiveClusterOptions {
  /** `host:port` of the next master. @default the replica with the newest data */
  readonly to?: string | undefined;
  /** Overall timeout in seconds, 1 to 60. Writes are never held longer. */
  readonly timeout: number;
  /** Only plan. */
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
}

/** What was planned, and what came of it. */
export interface ClusterSwitch {
  readonly plan: SwitchoverPlan;
  /** `host:port → host:port`, then the way. */
  readonly title: string;
  /** One line per step. */
  readonly steps: readonly string[];
  /** Undefined after a dry run. */
  readonly result: SwitchoverResult | undefined;
  /** One sentence about the result; empty after a dry run or a failure. */
  readonly summary: string;
  readonly diagnostics: readonly Diagnostic[];
}

async function run(
  plan: SwitchoverPlan,
  request: ReturnType<typeof snapshotRequest>,
  { timeout, signal }: SwitchOptions,
): Promise<SwitchoverResult> {
  const credentials = (password: string | undefined) => ({
    tls: request.tls ?? false,
    ...(password === undefined ? {} : { password }),
  });
  try {
    return await switchover(plan, {
      data: credentials(request.password),
      sentinel: credentials(request.sentinelPassword),
      timeoutMs: timeout * 1000,
      signal,
    });
  } catch (error) {
    throw catalogError(
      'switchover-failed',
      `the switchover stopped: ${describeFailure(error)}`,
      'writes continue; run cluster status, then try again',
    );
  }
}

function failure(result: SwitchoverResult, plan: SwitchoverPlan, timeoutS: number): Diagnostic {
  const { from, to, isOther, isUnderWay, remarks } = result;
  const failed = { code: 'switchover-failed', severity: 'error' } as const;
  if (to && isOther)
    return {
      ...failed,
      message: `${formatEndpoint(to)} is master, not ${formatEndpoint(plan.to)}: Sentinel chose it when the direct way failed`,
      hint: 'nothing was lost; run cluster status, then try again',
    };
  if (to)
    return {
      ...failed,
      message: `${formatEndpoint(to)} is master, but not every sentinel reports it yet`,
      hint: 'sentinels usually agree within two seconds; run cluster status',
    };
  const details = remarks.map((remark) => `; ${remark}`).join('');
  if (isUnderWay)
    return {
      ...failed,
      message: `the failover has not ended within ${timeoutS} s, and continues${details}`,
      hint: `writes are no longer held: what ${formatEndpoint(from)} accepts until a replica is master can be lost; run cluster status, and use a longer --timeout next time`,
    };
  return {
    ...failed,
    message: `no replica took over within ${timeoutS} s${details}`,
    hint: 'the old master is still in service, and its writes are no longer held; run cluster status',
  };
}

function summarize({ from, to, heldMs }: SwitchoverResult): string {
  const held = `Writes were held for ${heldMs.toFixed(1)} ms.`;
  return `${to ? formatEndpoint(to) : ''} is master; ${formatEndpoint(from)} follows it. ${held}`;
}

/** Makes a replica the master of a live cluster. Throws if it is refused, before anything changes. */
export async function switchClusterOver(options: SwitchOptions): Promise<ClusterSwitch> {
  const { timeout } = options;
  if (!(timeout >= 1 && timeout <= 60))
    throw usageError('--timeout requires seconds from 1 to 60', 'such as --timeout 5');
  const request = snapshotRequest(options);
  const snapshot = await takeSnapshot(request);
  const to = options.to === undefined ? undefined : parseEndpoint(options.to);
  if (options.to !== undefined && !to)
    throw usageError(`--to '${options.to}' is not a host:port pair`, 'such as --to 10.0.0.3:6379');
  const planned = planSwitchover(snapshot, to);
  if ('refused' in planned) throw catalogError('switchover-refused', planned.refused, planned.hint);
  const { plan } = planned;
  const reason = plan.reason === '' ? '' : ` (${plan.reason})`;
  const result = options.dryRun ? undefined : await run(plan, request, options);
  return {
    plan,
    title: `${formatEndpoint(plan.from)} → ${formatEndpoint(plan.to)}, ${plan.way} switchover${reason}`,
    steps: describePlan(plan),
    result,
    summary: result?.ok === true ? summarize(result) : '',
    diagnostics:
      result && !result.ok && !result.wasInterrupted ? [failure(result, plan, timeout)] : [],
  };
}
