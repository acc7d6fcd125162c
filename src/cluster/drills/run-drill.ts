import { formatEndpoint } from '../endpoint.ts';
import type { NodeSpec } from '../sandbox/node-spec.ts';
import { StepRunner } from './step-runner.ts';
import { runStep } from './run-step.ts';
import { describeStep } from './describe-step.ts';
import type { Drill, Step } from './drill.ts';
import type { Evidence, Round, UnfinishedRound } from './evidence.ts';
import { DrillFault, faultWords } from './drill-fault.ts';
import { judge } from './judge.ts';
import { countLosses } from './count-losses.ts';
import { countedSpans, measureSpan } from './measure.ts';
import type { DrillResult } from './drill-result.ts';
import { retry } from './retry.ts';
import type { AnySnapshot, Inspection, Rig, RigReply } from './rig.ts';

const startWithinMs = 60_000;
/** Clients write for this long before the first fault, and after the last. */
const steadyMs = 1500;
const settleMs = 1000;

async function waitUntilSteady(runner: StepRunner, rig: Rig): Promise<void> {
  await rig.startClients();
  rig.stickTo((await runner.master()).at);
  await runner.until('writes', 10_000);
  await rig.sleep(steadyMs);
}

/** On a machine that is short of cores, a node may answer late for a while. */
const patience = { withinMs: 10_000, pauseMs: 300 };

async function inspectOrFail(rig: Rig): Promise<Inspection<AnySnapshot>> {
  return retry(rig, patience, async () => {
    const inspection = await rig.inspect();
    if (!inspection) throw new DrillFault('no node answers');
    return inspection;
  });
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

/** What a drill has so far; it counts even if the drill is aborted. */
interface Progress {
  readonly rounds: Round[];
  /** When the current round began, and with which master; undefined between rounds. */
  begun: { readonly fromMs: number; readonly masterBefore: string } | undefined;
  /** The name of each node at `host:port`, also at addresses that it no longer has. */
  readonly names: Map<string, string>;
}

/** The span of a round that counts: it begins where the one before ended. */
function measureRound(rig: Rig, { rounds }: Progress, fromMs: number) {
  const span = { fromMs, toMs: rig.now() };
  const counted = countedSpans([...rounds, span]).at(-1) ?? span;
  return { ...span, ...measureSpan(rig.record(), counted) };
}

function noteNames(rig: Rig, { names }: Progress): void {
  for (const { at, name } of rig.nodes()) names.set(formatEndpoint(at), name);
}

async function runRound(
  drill: Drill,
  runner: StepRunner,
  rig: Rig,
  progress: Progress,
  onStep: OnStep,
): Promise<void> {
  const before = await runner.beginRound();
  rig.stickTo(before.at);
  const fromMs = rig.now();
  progress.begun = { fromMs, masterBefore: before.name };
  await runSteps(drill.steps, runner, rig, onStep);
  const doneMs = rig.now();
  onStep('wait until healthy');
  await runner.until('healthy', drill.bounds.convergedMs);
  await runner.until('writes', 5000);
  const convergedMs = rig.now() - doneMs;
  await rig.sleep(settleMs);
  const measured = measureRound(rig, progress, fromMs);
  const after = await runner.master();
  noteNames(rig, progress);
  progress.begun = undefined;
  progress.rounds.push({
    ...measured,
    convergedMs,
    masterBefore: before.name,
    masterAfter: after.name,
  });
}

/** Waits until replicas have all writes; no client writes any more. */
async function waitUntilInSync(rig: Rig): Promise<void> {
  const until = rig.now() + 5000;
  while (rig.now() < until) {
    const look = await rig.inspect();
    if (look?.isInSync === true) return;
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

/** Does all that a drill consists of; notes what it has so far. Throws what ends it early. */
async function observe(
  drill: Drill,
  rig: Rig,
  runner: StepRunner,
  progress: Progress,
  { onStep = () => {}, isLive = false, rounds: count = drill.rounds ?? 1 }: RunDrillOptions,
): Promise<Evidence> {
  onStep(isLive ? 'wait until healthy' : 'start');
  if (!isLive) await runner.start(rig.nodes());
  await runner.until('healthy', startWithinMs);
  await runSteps(drill.setup ?? [], runner, rig, onStep);
  noteNames(rig, progress);
  await waitUntilSteady(runner, rig);
  const { snapshot: before } = await inspectOrFail(rig);
  const copiesBefore = await fullCopies(rig, await runner.master());
  for (let round = 1; round <= count; round += 1) {
    const prefix = count === 1 ? '' : `round ${round} of ${count}: `;
    await runRound(drill, runner, rig, progress, (step) => onStep(prefix + step));
  }
  onStep('count lost writes');
  await rig.stopClients();
  await waitUntilInSync(rig);
  const copiesAfter = await fullCopies(rig, await runner.master());
  return {
    nodes: rig.nodes(),
    before,
    after: (await inspectOrFail(rig)).snapshot,
    rounds: progress.rounds,
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
  const progress: Progress = { rounds: [], begun: undefined, names: new Map() };
  let unfinished: UnfinishedRound | undefined;
  let evidence: Evidence | undefined;
  let fault: string | undefined;
  const beganMs = rig.now();
  noteNames(rig, progress);
  try {
    evidence = await observe(drill, rig, runner, progress, options);
  } catch (error) {
    fault = faultWords(error);
    noteNames(rig, progress);
    const { begun } = progress;
    if (begun) unfinished = { ...measureRound(rig, progress, begun.fromMs), ...begun };
    await rig.stopClients();
  }
  return judge(drill, {
    evidence,
    fault,
    faults: runner.faults,
    rounds: progress.rounds,
    unfinished,
    marks: runner.marks,
    events: rig.events,
    record: rig.record(),
    beganMs,
    endedMs: rig.now(),
    runtime: rig.runtime.kind,
    names: progress.names,
  });
}
