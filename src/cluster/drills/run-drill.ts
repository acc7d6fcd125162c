import { formatEndpoint } from '../endpoint.ts';
import type { NodeSpec } from '../sandbox/node-spec.ts';
import { StepRunner } from './step-runner.ts';
import { runStep } from './run-step.ts';
import { describeStep } from './describe-step.ts';
import type { Drill, Step } from './drill.ts';
import type { Evidence, Round } from './evidence.ts';
import { DrillFault, faultWords } from './drill-fault.ts';
import { judge } from './judge.ts';
import { countLosses } from './count-losses.ts';
import { longestGap, timeOfTwoMasters } from './measure.ts';
import type { Ack } from './client-record.ts';
import type { DrillResult } from './drill-result.ts';
import { retry } from './retry.ts';
import type { Inspection, Rig, RigReply } from './rig.ts';
import { noGapMs } from './timings.ts';

const startWithinMs = 60_000;
/** Clients write for this long before the first fault, and after the last. */
const steadyMs = 1500;
const settleMs = 1000;

async function waitUntilSteady(runner: StepRunner, rig: Rig): Promise<void> {
  rig.startClients();
  rig.stickTo((await runner.master()).at);
  await runner.until('writes', 10_000);
  await rig.sleep(steadyMs);
}

/** On a machine that is short of cores, a node may answer late for a while. */
const patience = { withinMs: 10_000, pauseMs: 300 };

async function inspectOrFail(rig: Rig): Promise<Inspection> {
  return retry(rig, patience, async () => {
    const inspection = await rig.inspect();
    if (!inspection) throw new DrillFault('no sentinel answers');
    return inspection;
  });
}

function acksOf(rig: Rig, name: 'probe' | 'ioredis') {
  return rig.record().writers.find((writer) => writer.name === name)?.acks ?? [];
}

const mayHaveGap = ({ bounds }: Drill) => (bounds.gapMs ?? Infinity) > noGapMs;

/**
 * The writes that determine the gap: those of the probe. If a drill must not have a gap, those of all
 * writers together, because the service is available while one of them gets acknowledgements.
 */
function acksFor(drill: Drill, rig: Rig): readonly Ack[] {
  if (mayHaveGap(drill)) return acksOf(rig, 'probe');
  return rig
    .record()
    .writers.flatMap(({ acks }) => acks)
    .sort((a, b) => a.atMs - b.atMs);
}

type OnStep = (step: string) => void;

async function runSteps(
  steps: readonly Step[],
  runner: StepRunner,
  rig: Rig,
  onStep: OnStep,
): Promise<void> {
  for (const step of steps) {
    if (rig.signal.aborted) throw new DrillFault('interrupted');
    onStep(describeStep(step));
    await runStep(step, runner, rig);
  }
}

async function runRound(
  drill: Drill,
  runner: StepRunner,
  rig: Rig,
  onStep: OnStep,
): Promise<Round> {
  const before = await runner.beginRound();
  rig.stickTo(before.at);
  const fromMs = rig.now();
  await runSteps(drill.steps, runner, rig, onStep);
  const doneMs = rig.now();
  onStep('wait until healthy');
  await runner.until('healthy', drill.bounds.convergedMs);
  await runner.until('writes', 5000);
  const convergedMs = rig.now() - doneMs;
  await rig.sleep(settleMs);
  const span = { fromMs, toMs: rig.now() };
  const { acceptedWrites, masterClaims, control } = rig.record();
  // Stalls of this program are subtracted from small gaps only, not from an outage.
  const stalls = mayHaveGap(drill) ? [] : rig.record().stalls;
  const after = await runner.master();
  return {
    ...span,
    gapMs: longestGap(acksFor(drill, rig), span, stalls).ms,
    ioredisGapMs: longestGap(acksOf(rig, 'ioredis'), span, stalls).ms,
    noiseMs: control.length === 0 ? 0 : longestGap(control, span, stalls).ms,
    twoMastersMs: timeOfTwoMasters(acceptedWrites, span),
    twoClaimsMs: timeOfTwoMasters(masterClaims, span),
    convergedMs,
    masterBefore: before.name,
    masterAfter: after.name,
  };
}

/** Waits until replicas have all writes; no client writes any more. */
async function waitUntilInSync(rig: Rig): Promise<void> {
  const until = rig.now() + 5000;
  while (rig.now() < until) {
    const look = await rig.inspect();
    const offsets = new Set(look?.snapshot.dataNodes.map(({ offset }) => offset));
    if (offsets.size === 1) return;
    await rig.sleep(50);
  }
}

function infoNumber(reply: RigReply, name: string): number {
  const text = typeof reply === 'string' ? reply : '';
  return Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(text)?.[1] ?? 0);
}

async function fullCopies(rig: Rig, node: NodeSpec): Promise<number> {
  const reply = await retry(rig, patience, async () => rig.ask(node, ['INFO', 'stats']));
  return infoNumber(reply, 'sync_full');
}

/** How a drill runs. */
export interface RunDrillOptions {
  /** How often its steps run on one cluster. @default the rounds of the drill */
  readonly rounds?: number;
  /** Whether the nodes run already. @default false */
  readonly isLive?: boolean;
  /** Takes what is done next, in a few words. */
  readonly onStep?: OnStep;
}

/** Does all that a drill consists of; pushes each round as it ends. Throws what ends it early. */
async function observe(
  drill: Drill,
  rig: Rig,
  runner: StepRunner,
  rounds: Round[],
  { onStep = () => {}, isLive = false, rounds: count = drill.rounds ?? 1 }: RunDrillOptions,
): Promise<Evidence> {
  onStep(isLive ? 'wait until healthy' : 'start');
  if (!isLive) await runner.start(rig.nodes());
  await runner.until('healthy', startWithinMs);
  await runSteps(drill.setup ?? [], runner, rig, onStep);
  await waitUntilSteady(runner, rig);
  const { snapshot: before } = await inspectOrFail(rig);
  const copiesBefore = await fullCopies(rig, await runner.master());
  for (let round = 1; round <= count; round += 1) {
    const prefix = count === 1 ? '' : `round ${round} of ${count}: `;
    rounds.push(await runRound(drill, runner, rig, (step) => onStep(prefix + step)));
  }
  onStep('count lost writes');
  await rig.stopClients();
  await waitUntilInSync(rig);
  const copiesAfter = await fullCopies(rig, await runner.master());
  return {
    nodes: rig.nodes(),
    before,
    after: (await inspectOrFail(rig)).snapshot,
    rounds,
    marks: runner.marks,
    events: rig.events,
    record: rig.record(),
    ...(await countLosses(runner, rig)),
    fullCopies: Math.max(0, copiesAfter - copiesBefore),
    stops: runner.stops,
    ended: rig
      .nodes()
      .filter((node) => !rig.runtime.isRunning(node))
      .map(({ name }) => name),
    faults: runner.faults,
  };
}

/** Runs a drill on a rig whose nodes do not run yet. An error that ends it early is in its result. */
export async function runDrill(
  drill: Drill,
  rig: Rig,
  options: RunDrillOptions = {},
): Promise<DrillResult> {
  const runner = new StepRunner(rig);
  const rounds: Round[] = [];
  let evidence: Evidence | undefined;
  let fault: string | undefined;
  const beganMs = rig.now();
  try {
    evidence = await observe(drill, rig, runner, rounds, options);
  } catch (error) {
    fault = faultWords(error);
    await rig.stopClients();
  }
  return judge(drill, {
    evidence,
    fault,
    faults: runner.faults,
    rounds,
    marks: runner.marks,
    events: rig.events,
    record: rig.record(),
    beganMs,
    endedMs: rig.now(),
    runtime: rig.runtime.kind,
    nodeNameAt: (place) => rig.nodes().find((node) => formatEndpoint(node.at) === place)?.name,
  });
}
