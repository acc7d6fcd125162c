import { formatEndpoint } from '../endpoint.ts';
import type { NodeSpec } from '../sandbox/node-spec.ts';
import { Acts } from './step-runner.ts';
import { doStep } from './run-step.ts';
import type { Drill, Step } from './drill.ts';
import type { Evidence, Round } from './evidence.ts';
import { DrillFault, faultWords } from './drill-fault.ts';
import { judge } from './judge.ts';
import { countLosses } from './losses.ts';
import { longestGap, timeOfTwoMasters } from './measure.ts';
import type { Ack } from './client-record.ts';
import type { DrillResult } from './drill-result.ts';
import type { Look, Rig, RigReply } from './rig.ts';
import { noGapMs } from './timings.ts';

const startWithinMs = 60_000;
/** Clients write for so long before the first fault, and after the last. */
const steadyMs = 1500;
const settleMs = 1000;

async function untilSteady(acts: Acts, rig: Rig): Promise<void> {
  rig.startClients();
  rig.stickTo((await acts.master()).at);
  await acts.until('writes', 10_000);
  await rig.sleep(steadyMs);
}

/** On a machine that is short of cores a question may come to nothing, for a while. */
async function insist<T>(
  rig: Rig,
  ask: () => Promise<T | undefined>,
  otherwise: string,
): Promise<T> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await rig.sleep(300);
  }
  throw new DrillFault(otherwise);
}

async function mustLook(rig: Rig): Promise<Look> {
  return insist(rig, async () => rig.look(), 'no sentinel answers');
}

function acksOf(rig: Rig, name: 'probe' | 'ioredis') {
  return rig.record().writers.find((writer) => writer.name === name)?.acks ?? [];
}

const mayHaveGap = ({ bounds }: Drill) => (bounds.gapMs ?? Infinity) > noGapMs;

/**
 * Whose writes make the gap: the probe's. Where there may be none, those of all writers together, for
 * while one of them gets its writes acknowledged nothing is out.
 */
function acksFor(drill: Drill, rig: Rig): readonly Ack[] {
  if (mayHaveGap(drill)) return acksOf(rig, 'probe');
  return rig
    .record()
    .writers.flatMap(({ acks }) => acks)
    .sort((a, b) => a.atMs - b.atMs);
}

async function runRound(drill: Drill, acts: Acts, rig: Rig): Promise<Round> {
  const before = await acts.beginRound();
  rig.stickTo(before.at);
  const fromMs = rig.now();
  for (const step of drill.steps) {
    if (rig.signal.aborted) throw new DrillFault('interrupted');
    await doStep(step, acts, rig);
  }
  const doneMs = rig.now();
  await acts.until('healthy', drill.bounds.convergedMs);
  await acts.until('writes', 5000);
  const convergedMs = rig.now() - doneMs;
  await rig.sleep(settleMs);
  const span = { fromMs, toMs: rig.now() };
  const { taken, said, control } = rig.record();
  // Of an outage nothing is taken off: what this program sleeps through is no part of a small gap only.
  const stalls = mayHaveGap(drill) ? [] : rig.record().stalls;
  const after = await acts.master();
  return {
    ...span,
    gapMs: longestGap(acksFor(drill, rig), span, stalls).ms,
    ioredisGapMs: longestGap(acksOf(rig, 'ioredis'), span, stalls).ms,
    noiseMs: control.length === 0 ? 0 : longestGap(control, span, stalls).ms,
    twoMastersMs: timeOfTwoMasters(taken, span),
    twoSayMs: timeOfTwoMasters(said, span),
    convergedMs,
    masterBefore: before.name,
    masterAfter: after.name,
  };
}

/** Waits until replicas have all that was written, now that nobody writes. */
async function untilInStep(rig: Rig): Promise<void> {
  const until = rig.now() + 5000;
  while (rig.now() < until) {
    const look = await rig.look();
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
  const ask = async () => rig.ask(node, ['INFO', 'stats']).catch(() => undefined);
  return infoNumber(await insist(rig, ask, `${node.name} cannot be asked`), 'sync_full');
}

async function doAll(steps: readonly Step[], acts: Acts, rig: Rig): Promise<void> {
  for (const step of steps) await doStep(step, acts, rig);
}

/** Runs a drill on a rig that nothing runs on yet; whatever ends it early is in its result. */
export async function runDrill(
  drill: Drill,
  rig: Rig,
  options: { readonly rounds?: number; readonly isLive?: boolean } = {},
): Promise<DrillResult> {
  const acts = new Acts(rig);
  const rounds: Round[] = [];
  let evidence: Evidence | undefined;
  let fault: string | undefined;
  const beganMs = rig.now();
  try {
    if (options.isLive !== true) await acts.start(rig.nodes());
    await acts.until('healthy', startWithinMs);
    await doAll(drill.setup ?? [], acts, rig);
    await untilSteady(acts, rig);
    const { snapshot: before } = await mustLook(rig);
    const copiesBefore = await fullCopies(rig, await acts.master());
    const count = options.rounds ?? drill.rounds ?? 1;
    for (let round = 0; round < count; round += 1) rounds.push(await runRound(drill, acts, rig));
    await rig.stopClients();
    await untilInStep(rig);
    const copiesAfter = await fullCopies(rig, await acts.master());
    evidence = {
      nodes: rig.nodes(),
      before,
      after: (await mustLook(rig)).snapshot,
      rounds,
      marks: acts.marks,
      events: rig.events,
      record: rig.record(),
      ...(await countLosses(acts, rig)),
      fullCopies: Math.max(0, copiesAfter - copiesBefore),
      stops: acts.stops,
      ended: rig
        .nodes()
        .filter((node) => !rig.runtime.isRunning(node))
        .map(({ name }) => name),
      faults: acts.faults,
    };
  } catch (error) {
    fault = faultWords(error);
    await rig.stopClients();
  }
  return judge(drill, {
    evidence,
    fault,
    faults: acts.faults,
    rounds,
    marks: acts.marks,
    events: rig.events,
    record: rig.record(),
    beganMs,
    endedMs: rig.now(),
    runtime: rig.runtime.kind,
    isNode: (place) => rig.nodes().find((node) => formatEndpoint(node.at) === place)?.name,
  });
}
