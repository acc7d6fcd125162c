import { sameEndpoint, type Endpoint } from '../cluster/endpoint.ts';
import type { SwitchoverPlan } from '../cluster/switchover/plan-switchover.ts';
import { SwitchoverRun, type SwitchoverOptions } from './switchover-run.ts';

/** The result of a switchover. Times in milliseconds. */
export interface SwitchoverResult {
  readonly ok: boolean;
  readonly from: Endpoint;
  /** The new master; undefined if the master did not change. */
  readonly to: Endpoint | undefined;
  /** Whether Sentinel made another replica master than the caller named. */
  readonly isOther: boolean;
  readonly way: SwitchoverPlan['way'];
  /** How long writes were held. */
  readonly heldMs: number;
  /**
   * Whether there is no new master yet, but a failover that was begun and cannot be taken back: what `from`
   * accepts until it ends can be lost.
   */
  readonly isUnderWay: boolean;
  /** Deviations from the plan, in order. */
  readonly remarks: readonly string[];
  /** Whether it was stopped before anything changed. */
  readonly wasInterrupted: boolean;
}

/** The fast way, without loss; undefined if it stopped before anything changed. */
async function switchFast(run: SwitchoverRun, plan: SwitchoverPlan): Promise<Endpoint | undefined> {
  const offset = await run.hold();
  if (!(await run.caughtUp(offset, 1000))) return undefined;
  // From here on the new master accepts writes: even if interrupted, the rest must be done.
  if (!(await run.promote())) return undefined;
  const [isNotified] = await Promise.all([
    run.notifySentinels(),
    run.reconfigure(plan.to, plan.others),
  ]);
  await run.stepDown(plan.to);
  if (!isNotified) run.remarks.push('not every sentinel accepted the new master at once');
  return plan.to;
}

/** By SENTINEL FAILOVER, with writes held. */
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
    run.remarks.push('the server rejected a coordinated failover; continuing without it');
  }
  if (plan.way === 'failover') return switchSlowly(run);
  const to = await switchFast(run, plan);
  if (to || run.isStopped) return to;
  await run.release();
  run.remarks.push('the fast way failed; falling back to SENTINEL FAILOVER');
  return switchSlowly(run);
}

/**
 * Runs a plan. Writes are released in any case: here, or by the server itself after `timeoutMs`.
 * Throws a ConnectionError or ReplyError if a node fails before anything has changed.
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
      if (!isAgreed) run.remarks.push('not every sentinel reports the new master');
      await run.keep();
    }
  } finally {
    await run.release();
    run.close();
  }
  const isOther = to !== undefined && plan.isWanted && !sameEndpoint(to, plan.to);
  const isUnderWay = to === undefined && run.isFailoverUnderWay;
  return {
    ok: to !== undefined && isAgreed && !isOther,
    from: plan.from,
    to,
    isOther,
    way: plan.way,
    heldMs: run.heldMs,
    isUnderWay,
    remarks: run.remarks,
    wasInterrupted: options.signal.aborted && to === undefined && !isUnderWay,
  };
}
