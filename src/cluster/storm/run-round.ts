import { DrillFault, faultWords } from '../drills/drill-fault.ts';
import { longestGap, timeOfTwoMasters } from '../drills/measure.ts';
import { isData } from '../sandbox/node-spec.ts';
import { judgedFaults, wasMaster, type DataNodes } from './classify.ts';
import { countLost } from './count-lost.ts';
import { injectFault } from './inject-fault.ts';
import type { Injection } from './injection.ts';
import { judgeRound, rowOf, type JudgedFault, type LostWrite } from './judge-round.ts';
import { NodeControls } from './node-controls.ts';
import type { RoundPlan } from './plan-round.ts';
import { recover, restore, untilHealthy, untilWriting } from './recover.ts';
import type { ResultFault, RoundResult } from './round-result.ts';
import type { StormRig, WriterKind } from './storm-rig.ts';

/** Clients write for this long after the recovery, in ms. */
const settleMs = 500;

/** What is known of a round so far; an error ends it early. */
interface Progress {
  injections: readonly Injection[];
  lost: readonly LostWrite[];
  readonly faulty: string[];
  /** When the first fault happened. */
  fromMs: number;
  toMs: number;
  recoveryMs: number;
  restarts: number;
  isCounted: boolean;
}

/** If a fault cannot be injected, the others end before this throws. */
async function injectAll(plan: RoundPlan, rig: StormRig): Promise<Injection[]> {
  const controls = new NodeControls(rig);
  const masterName = () => rig.acceptedWrites().at(-1)?.node ?? '';
  const ended = await Promise.allSettled(
    plan.faults.map(async (fault) => injectFault(fault, { rig, controls, masterName })),
  );
  return ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

/** Runs the parts of a round in order. Throws a DrillFault if one cannot be completed. */
async function observe(plan: RoundPlan, rig: StormRig, progress: Progress): Promise<void> {
  await untilHealthy(rig);
  rig.startWriters(plan.round);
  await untilWriting(rig);
  await rig.sleep(plan.writeMs);
  progress.fromMs = rig.now();
  progress.injections = await injectAll(plan, rig);
  await restore(plan, rig);
  const restoredMs = rig.now();
  progress.restarts = await recover(rig);
  await untilWriting(rig);
  progress.recoveryMs = rig.now() - restoredMs;
  await rig.sleep(settleMs);
  progress.toMs = rig.now();
  await rig.stopWriters();
  const { lost, faulty } = await countLost(rig, progress.injections);
  progress.lost = lost;
  progress.faulty.push(...faulty);
  progress.isCounted = true;
}

function resultFaults(
  { injections, fromMs }: Progress,
  judged: readonly JudgedFault[],
  rig: StormRig,
): ResultFault[] {
  const accepted = rig.acceptedWrites();
  return injections.map((injection, index) => ({
    name: injection.fault.name,
    nodes: injection.nodes.map((node) =>
      wasMaster(accepted, node, injection.fromMs, injection.fromMs) ? `${node} (master)` : node,
    ),
    emptied: injection.emptied,
    promise: judged[index]?.promise ?? 'planned',
    atMs: injection.fromMs - fromMs,
    lastsMs: injection.toMs - injection.fromMs,
  }));
}

function dataOf(rig: StormRig): DataNodes {
  const nodes = rig.nodes().filter(isData);
  return {
    names: nodes.map(({ name }) => name),
    minReplicas: Math.min(...nodes.map(({ env }) => Number(env.min_replicas_to_write ?? 1))),
  };
}

function mostPerClient(lost: readonly LostWrite[]): number {
  const counts = new Map<string, number>();
  for (const { writer, kind } of lost)
    if (kind === 'plain') counts.set(writer, (counts.get(writer) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

function resultOf(
  plan: RoundPlan,
  seed: number,
  rig: StormRig,
  progress: Progress,
): Omit<RoundResult, 'tookMs'> {
  const { fromMs, toMs, lost, faulty, recoveryMs, restarts, isCounted, injections } = progress;
  const span = { fromMs, toMs };
  const judged = judgedFaults(injections, rig.acceptedWrites(), dataOf(rig));
  const faults = resultFaults(progress, judged, rig);
  const twoMastersMs = timeOfTwoMasters(rig.acceptedWrites(), span);
  const problems = judgeRound({ faults: judged, lost, faulty, twoMastersMs });
  const writers = rig.writers();
  const acknowledged = (kind: WriterKind) =>
    writers.filter((one) => one.kind === kind).reduce((sum, { acks }) => sum + acks.length, 0);
  const lostOf = (kind: WriterKind) => lost.filter((one) => one.kind === kind).length;
  const probe = writers.find(({ kind }) => kind === 'plain');
  return {
    seed,
    round: plan.round,
    faults,
    promise: rowOf(judged),
    pass: problems.length === 0,
    problems,
    gapMs: faults.length === 0 ? 0 : Math.round(longestGap(probe?.acks ?? [], span).ms),
    recoveryMs: Math.round(recoveryMs),
    twoMastersMs: Math.round(twoMastersMs),
    acknowledged: { plain: acknowledged('plain'), careful: acknowledged('careful') },
    lost: { plain: lostOf('plain'), careful: lostOf('careful') },
    mostPerClient: mostPerClient(lost),
    restarts,
    isCounted,
  };
}

/** A round that has run: its result, and what the report of a failure keeps. */
export interface FinishedRound {
  readonly result: RoundResult;
  readonly lost: readonly LostWrite[];
  /** When its first fault happened, in ms by the clock of the rig. */
  readonly fromMs: number;
}

/** Runs one round on a cluster whose nodes run. An error that ends it early is in its result. */
export async function runRound(
  plan: RoundPlan,
  seed: number,
  rig: StormRig,
): Promise<FinishedRound> {
  const beganMs = rig.now();
  const progress: Progress = {
    injections: [],
    lost: [],
    faulty: [],
    fromMs: beganMs,
    toMs: beganMs,
    recoveryMs: 0,
    restarts: 0,
    isCounted: false,
  };
  try {
    await observe(plan, rig, progress);
  } catch (error) {
    if (rig.signal.aborted) throw error;
    progress.faulty.push(
      error instanceof DrillFault ? error.message : `the round was aborted: ${faultWords(error)}`,
    );
    progress.toMs = rig.now();
    await rig.stopWriters();
  }
  const result = resultOf(plan, seed, rig, progress);
  const { lost, fromMs } = progress;
  return { result: { ...result, tookMs: Math.round(rig.now() - beganMs) }, lost, fromMs };
}
