import { catalogError } from '../diagnostics/diagnostic.ts';
import { usageError } from '../diagnostics/usage-error.ts';
import type { Argv } from 'yargs';
import { formatEndpoint, parseEndpoint } from '../cluster/endpoint.ts';
import {
  describePlan,
  planSwitchover,
  type SwitchoverPlan,
} from '../cluster/switchover/plan-switchover.ts';
import { readSnapshot } from '../redis/read-snapshot.ts';
import { switchover, type SwitchoverResult } from '../redis/switchover.ts';
import { describeFailure } from '../redis/silent-node.ts';
import { interruptedCode } from '../diagnostics/exit-code.ts';
import type { Io } from '../terminal/io.ts';
import { clusterOptions, snapshotOf, snapshotRequest } from '../actions/live/snapshot-request.ts';
import { once } from './options.ts';

/** The options of `cluster switchover`. */
export function builder(yargs: Argv) {
  return clusterOptions(yargs)
    .option('to', {
      type: 'string',
      coerce: once('to'),
      describe: 'host:port of the replica that becomes master (default: the best one)',
    })
    .option('timeout', {
      type: 'number',
      default: 5,
      describe: 'seconds for the whole; writes are never held longer',
    })
    .option('dry-run', {
      alias: 'n',
      type: 'boolean',
      default: false,
      describe: 'print the plan, change nothing',
    })
    .option('json', { type: 'boolean', default: false, describe: 'print plan and result as JSON' })
    .example('$0 cluster switchover --sentinels 10.0.0.1:26379', 'to the best replica')
    .example(
      '$0 cluster switchover --sentinels 10.0.0.1:26379 --to 10.0.0.3:6379 --dry-run',
      'what would be done',
    )
    .epilogue(
      'Exit code 0: done; 1: refused or failed, and the old master serves on; 2: no sentinel could be asked.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

function planFrom(args: Arguments, snapshot: Parameters<typeof planSwitchover>[0]): SwitchoverPlan {
  const to = args.to === undefined ? undefined : parseEndpoint(args.to);
  if (args.to !== undefined && !to)
    throw usageError(`--to '${args.to}' is no host:port`, 'such as --to 10.0.0.3:6379');
  const planned = planSwitchover(snapshot, to);
  if ('refused' in planned) throw catalogError('switchover-refused', planned.refused, planned.mend);
  return planned.plan;
}

function drawPlan(plan: SwitchoverPlan): string {
  const lines = describePlan(plan).map((line, index) => `  ${index + 1}. ${line}`);
  const why = plan.reason === '' ? '' : ` (${plan.reason})`;
  return `${formatEndpoint(plan.from)} → ${formatEndpoint(plan.to)}, the ${plan.way} way${why}\n${lines.join('\n')}\n`;
}

function drawResult(result: SwitchoverResult): string {
  const to = result.to ? formatEndpoint(result.to) : '';
  const remarks = result.remarks.map((remark) => `  note: ${remark}\n`).join('');
  return `${remarks}${to} is master; ${formatEndpoint(result.from)} follows it. Writes were held for ${result.heldMs.toFixed(1)} ms.\n`;
}

/** Switches a live cluster over. Returns the exit code. */
export async function run(args: Arguments, io: Io): Promise<number> {
  if (!(args.timeout >= 1 && args.timeout <= 60))
    throw usageError('--timeout wants seconds from 1 to 60', 'such as --timeout 5');
  const request = snapshotRequest(args);
  const snapshot = snapshotOf(await readSnapshot(request), request.masterName);
  const plan = planFrom(args, snapshot);
  if (args.dryRun) {
    io.out(args.json ? `${JSON.stringify({ plan }, undefined, 2)}\n` : drawPlan(plan));
    return 0;
  }
  const credentials = (password: string | undefined) => ({
    tls: args.tls,
    ...(password === undefined ? {} : { password }),
  });
  let result: SwitchoverResult;
  try {
    result = await switchover(plan, {
      data: credentials(request.password),
      sentinel: credentials(request.sentinelPassword),
      timeoutMs: args.timeout * 1000,
      signal: io.signal,
    });
  } catch (error) {
    throw catalogError(
      'switchover-failed',
      `the switchover stopped: ${describeFailure(error)}`,
      'writes go on; see cluster status, then try again',
    );
  }
  if (args.json) io.out(`${JSON.stringify({ plan, result }, undefined, 2)}\n`);
  else if (result.ok) io.out(drawResult(result));
  if (result.wasInterrupted) return interruptedCode;
  if (result.ok) return 0;
  throw catalogError(
    'switchover-failed',
    result.to
      ? `${formatEndpoint(result.to)} is master, but not every sentinel names it yet`
      : `no replica took over within ${args.timeout} s${result.remarks.map((remark) => `; ${remark}`).join('')}`,
    result.to
      ? 'the sentinels agree within two seconds as a rule; see cluster status'
      : 'the old master serves on, and its writes are no longer held; see cluster status',
  );
}
