import { DrillFault } from '../drills/drill-fault.ts';
import type { Inspection } from '../drills/rig.ts';
import { isData, isSentinel } from '../sandbox/node-spec.ts';
import type { RoundPlan } from './plan-round.ts';
import { stormFaults } from './storm-fault.ts';
import type { StormRig } from './storm-rig.ts';

/** Within this time after a round's faults, the cluster must have recovered by itself. */
export const recoverWithinMs = 60_000;
const healthyWithinMs = 90_000;
const writesWithinMs = 10_000;
const lookEveryMs = 200;
/** How long a container engine waits before it starts a container again that ended by itself. */
const engineMs = 1000;

/** The rule that a cluster of a single data node cannot meet: nothing can be promoted. */
const needsReplica = 'replica-promotable';

/** What is wrong with a cluster of this size. */
function errorsOf(look: Inspection, rig: StormRig) {
  const hasReplicas = rig.nodes().filter(isData).length > 1;
  return look.errors.filter(({ rule }) => hasReplicas || rule !== needsReplica);
}

const isHealthy = (look: Inspection | undefined, rig: StormRig) =>
  look !== undefined && look.isComplete && errorsOf(look, rig).length === 0;

function whyNot(look: Inspection | undefined, rig: StormRig): string {
  if (!look) return 'no sentinel answers';
  const [first] = errorsOf(look, rig);
  if (!first) return 'a sentinel does not know every node';
  return `${first.node === undefined ? '' : `${first.node}: `}${first.is}`;
}

/** Starts nodes that have ended by themselves. Returns how many. */
async function startEnded(rig: StormRig): Promise<number> {
  const ended = rig.nodes().filter((node) => !rig.runtime.isRunning(node));
  await Promise.all(
    ended.map(async (node) => {
      await rig.runtime.kill(node);
      await rig.runtime.start(node);
    }),
  );
  return ended.length;
}

/** Waits until the cluster is healthy; nodes that end are started again, as a container engine does. */
async function waitUntilHealthy(rig: StormRig, withinMs: number): Promise<number> {
  const untilMs = rig.now() + withinMs;
  let restarts = 0;
  let lookedAtMs = rig.now();
  let look: Inspection | undefined;
  while (rig.now() < untilMs) {
    if (rig.signal.aborted) throw new DrillFault('interrupted');
    look = await rig.inspect();
    if (isHealthy(look, rig)) return restarts;
    if (rig.now() - lookedAtMs > engineMs) {
      lookedAtMs = rig.now();
      restarts += await startEnded(rig);
    }
    await rig.sleep(lookEveryMs);
  }
  throw new DrillFault(`not recovered within ${withinMs / 1000} s: ${whyNot(look, rig)}`);
}

/** Waits until the cluster is healthy before a round. Throws a DrillFault if it does not become so. */
export async function untilHealthy(rig: StormRig): Promise<void> {
  await waitUntilHealthy(rig, healthyWithinMs);
}

/** Waits for the recovery of a round. Returns how often a node had to be started again. */
export async function recover(rig: StormRig): Promise<number> {
  return waitUntilHealthy(rig, recoverWithinMs);
}

/** Waits until every writer has another acknowledged write. */
export async function untilWriting(rig: StormRig): Promise<void> {
  const fromMs = rig.now();
  while (rig.now() - fromMs < writesWithinMs) {
    if (rig.signal.aborted) throw new DrillFault('interrupted');
    const waiting = rig.writers().filter(({ acks }) => (acks.at(-1)?.atMs ?? 0) <= fromMs);
    if (waiting.length === 0) return;
    await rig.sleep(20);
  }
  const stuck = rig.writers().filter(({ acks }) => (acks.at(-1)?.atMs ?? 0) <= fromMs);
  const why = stuck.map(({ name, errors }) => {
    const last = [...errors.keys()].at(-1);
    return last === undefined ? name : `${name} (${last})`;
  });
  throw new DrillFault(
    `no acknowledged write within ${writesWithinMs / 1000} s of ${why.join(', ')}`,
  );
}

/** Undoes what faults can have left: every node runs, can be reached, and has names, time and a disk. */
export async function restore({ faults }: RoundPlan, rig: StormRig): Promise<void> {
  const { network, runtime } = rig;
  if (network && runtime.kind !== 'process') {
    await network.heal();
    network.setNames('answer', rig.nodes());
  }
  if (network && faults.some(({ name }) => stormFaults[name].disk === true)) {
    for (const node of rig.nodes()) await network.setDisk(node, true);
  }
  const sentinel = rig.nodes().find(isSentinel);
  if (network && sentinel) await network.stepClock(sentinel, 0);
  await Promise.all(rig.nodes().map(async (node) => runtime.thaw(node)));
  await startEnded(rig);
}
