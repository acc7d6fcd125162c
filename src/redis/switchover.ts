import type { Endpoint } from '../cluster/endpoint.ts';
import type { SwitchoverPlan } from '../cluster/switchover/plan-switchover.ts';
import { SwitchoverRun, type SwitchoverOptions } from './switchover-run.ts';

/** How a switchover went. Times in milliseconds. */
export interface SwitchoverResult {
  readonly ok: boolean;
  readonly from: Endpoint;
  /** The new master; undefined when there is none. */
  readonly to: Endpoint | undefined;
  readonly way: SwitchoverPlan['way'];
  /** For how long writes were held. */
  readonly heldMs: number;
  /** What went otherwise than planned, in order. */
  readonly remarks: readonly string[];
  readonly wasInterrupted: boolean;
}

/** The loss-free way; undefined when it stopped before anything was changed. */
async function switchFast(run: SwitchoverRun, plan: SwitchoverPlan): Promise<Endpoint | undefined> {
  const offset = await run.hold();
  if (!(await run.caughtUp(offset, 1000))) return undefined;
  // From here on the new master takes writes: interrupted or not, the rest must be done.
  if (!(await run.promote())) return undefined;
  const [told] = await Promise.all([run.tell(), run.repoint(plan.to, plan.others)]);
  await run.stepDown(plan.to);
  if (!told) run.remarks.push('not every sentinel took the news at once; waiting for them');
  return plan.to;
}

/** By the sentinels, with the writes held all the while. */
async function switchSlowly(run: SwitchoverRun): Promise<Endpoint | undefined> {
  await run.hold();
  if (run.isStopped || !(await run.askSentinels([]))) return undefined;
  const to = await run.findPromoted();
  if (to) await run.stepDown(to);
  return to;
}

async function switchBy(run: SwitchoverRun, plan: SwitchoverPlan): Promise<Endpoint | undefined> {
  if (plan.way === 'coordinated') {
    if (await run.askSentinels(['COORDINATED'])) return run.findPromoted();
    run.remarks.push('the server refuses a coordinated failover; going on without it');
  }
  if (plan.way === 'failover') return switchSlowly(run);
  const to = await switchFast(run, plan);
  if (to || run.isStopped) return to;
  await run.release();
  run.remarks.push('the fast way did not come off; asking for SENTINEL FAILOVER');
  return switchSlowly(run);
}

/**
 * Carries out a plan. Writes are let go in every case: here, or by the server itself after
 * `timeoutMs`. Throws a ConnectionError or ReplyError when a node fails before anything has changed.
 */
export async function switchover(
  plan: SwitchoverPlan,
  options: SwitchoverOptions,
): Promise<SwitchoverResult> {
  const run = new SwitchoverRun(plan, options);
  let to: Endpoint | undefined;
  let isAgreed = false;
  try {
    await run.open();
    if (!run.isStopped) to = await switchBy(run, plan);
    if (to) {
      isAgreed = await run.agreed(to);
      if (!isAgreed) run.remarks.push('not every sentinel names the new master');
      await run.keep();
    }
  } finally {
    await run.release();
    run.close();
  }
  return {
    ok: to !== undefined && isAgreed,
    from: plan.from,
    to,
    way: plan.way,
    heldMs: run.heldMs,
    remarks: run.remarks,
    wasInterrupted: options.signal.aborted && to === undefined,
  };
}
