import { isData, isSentinel, type NodeSpec } from '../sandbox/node-spec.ts';
import { DrillFault } from '../drills/drill-fault.ts';
import type { DrillNetwork } from '../drills/rig.ts';
import type { Effect, FaultContext, Injection } from './injection.ts';
import type { PlannedFault } from './plan-round.ts';
import { Random } from './random.ts';
import { restartAll } from './restart-all.ts';
import type { FaultName, Target } from './storm-fault.ts';
import type { StormRig } from './storm-rig.ts';

type Inject = (
  fault: PlannedFault,
  nodes: readonly NodeSpec[],
  context: FaultContext,
) => Promise<Effect | void>;

const at = <T>(list: readonly T[], pick: number): T[] =>
  list.slice(Math.floor(pick * list.length)).slice(0, 1);

/** The nodes that a fault hits, when it happens. */
export function targetsOf(fault: PlannedFault, { rig, masterName }: FaultContext): NodeSpec[] {
  const nodes = rig.nodes();
  const [first, second] = fault.picks;
  const isMaster = ({ name }: NodeSpec) => name === masterName();
  const groups: Readonly<Record<Target, () => NodeSpec[]>> = {
    master: () => nodes.filter(isMaster),
    replica: () =>
      at(
        nodes.filter((node) => isData(node) && !isMaster(node)),
        first,
      ),
    sentinel: () => at(nodes.filter(isSentinel), first),
    node: () => at(nodes, first),
    'two-nodes': () => {
      const one = at(nodes, first);
      const rest = nodes.filter((node) => !one.includes(node));
      return [...one, ...at(rest, second)];
    },
  };
  return fault.target === undefined ? [...nodes] : groups[fault.target]();
}

const each = async (
  nodes: readonly NodeSpec[],
  act: (node: NodeSpec) => Promise<unknown>,
): Promise<void> => {
  await Promise.all(nodes.map(act));
};

function networkOf(rig: StormRig): DrillNetwork {
  if (!rig.network) throw new DrillFault('this runtime does not have a network of its own');
  return rig.network;
}

/** Pauses nodes and lets them run, in turns of random length, until the fault ends. */
async function inTurns(
  fault: PlannedFault,
  nodes: readonly NodeSpec[],
  { rig }: FaultContext,
  turns: {
    readonly pausedMs: readonly [number, number];
    readonly runsMs: readonly [number, number];
  },
): Promise<void> {
  const random = new Random(fault.seed);
  const untilMs = rig.now() + fault.lastsMs;
  try {
    while (rig.now() < untilMs && !rig.signal.aborted) {
      await each(nodes, async (node) => rig.runtime.freeze(node));
      await rig.sleep(random.whole(...turns.pausedMs));
      await each(nodes, async (node) => rig.runtime.thaw(node));
      await rig.sleep(random.whole(...turns.runsMs));
    }
  } finally {
    await each(nodes, async (node) => rig.runtime.thaw(node));
  }
}

const killAndStart: Inject = async ({ lastsMs }, nodes, { rig, controls }) => {
  await each(nodes, async (node) => controls.kill(node));
  await rig.sleep(lastsMs);
  await each(nodes, async (node) => controls.start(node));
};

const nodeFaults: Pick<
  Readonly<Record<FaultName, Inject>>,
  'kill' | 'kill-return' | 'kill-empty' | 'stop' | 'freeze' | 'stutter' | 'starve'
> = {
  kill: killAndStart,
  'kill-return': killAndStart,
  'kill-empty': async ({ lastsMs }, nodes, { rig, controls }) => {
    await each(nodes, async (node) => controls.kill(node, { losesVolume: true }));
    await rig.sleep(lastsMs);
    await each(nodes, async (node) => controls.start(node));
    return { emptied: nodes.map(({ name }) => name) };
  },
  stop: async ({ lastsMs }, nodes, { rig, controls }) => {
    await each(nodes, async (node) => controls.stop(node));
    await rig.sleep(lastsMs);
    await each(nodes, async (node) => controls.start(node));
  },
  freeze: async ({ lastsMs }, nodes, { rig }) => {
    await each(nodes, async (node) => rig.runtime.freeze(node));
    await rig.sleep(lastsMs);
    await each(nodes, async (node) => rig.runtime.thaw(node));
  },
  stutter: async (fault, nodes, context) =>
    inTurns(fault, nodes, context, { pausedMs: [50, 600], runsMs: [50, 600] }),
  // About a tenth of a core, in slices, as under a CPU limit or beside busy neighbours.
  starve: async (fault, nodes, context) =>
    inTurns(fault, nodes, context, { pausedMs: [60, 140], runsMs: [4, 16] }),
};

/** Seconds by which the clocks of the sentinels jump. */
const jumpS = [3, 20] as const;

const clusterFaults: Omit<Readonly<Record<FaultName, Inject>>, keyof typeof nodeFaults> = {
  'full-disk': async ({ lastsMs }, nodes, { rig }) => {
    await each(nodes, async (node) => networkOf(rig).setDisk(node, false));
    await rig.sleep(lastsMs);
    await each(nodes, async (node) => networkOf(rig).setDisk(node, true));
  },
  cut: async ({ lastsMs }, nodes, { rig }) => {
    await networkOf(rig).cut(nodes, undefined);
    const inEffectMs = rig.now();
    await rig.sleep(lastsMs);
    await networkOf(rig).heal();
    return { inEffectMs };
  },
  'names-dead': async ({ lastsMs }, _nodes, { rig }) => {
    networkOf(rig).setNames('silent', []);
    await rig.sleep(lastsMs);
    networkOf(rig).setNames('answer', []);
    return { nodes: [] };
  },
  switchover: async (_fault, _nodes, { rig }) => {
    // Refused while another fault is under way: it must not do harm then either.
    await rig.switchover();
  },
  'stop-all': async (fault, _nodes, context) =>
    restartAll(fault, context, { how: 'stop', losesVolume: true, moves: false }),
  'kill-all': async (fault, _nodes, context) =>
    restartAll(fault, context, { how: 'kill', losesVolume: true, moves: false }),
  move: async (fault, _nodes, context) =>
    restartAll(fault, context, { how: 'stop', losesVolume: false, moves: true }),
  clock: async ({ lastsMs, seed }, _nodes, { rig }) => {
    const random = new Random(seed);
    const seconds = random.whole(...jumpS) * (random.fraction() < 0.5 ? -1 : 1);
    const sentinel = rig.nodes().find(isSentinel);
    // All sentinels share one clock.
    if (sentinel) await networkOf(rig).stepClock(sentinel, seconds);
    await rig.sleep(lastsMs);
    if (sentinel) await networkOf(rig).stepClock(sentinel, 0);
  },
};

const injectors: Readonly<Record<FaultName, Inject>> = { ...nodeFaults, ...clusterFaults };

/** Faults without an effect on a node that is down. */
const actsOnProcess: ReadonlySet<FaultName> = new Set(Object.keys(nodeFaults) as FaultName[]);

/** Injects a fault at its moment, and undoes it. */
export async function injectFault(fault: PlannedFault, context: FaultContext): Promise<Injection> {
  const { rig } = context;
  await rig.sleep(fault.atMs);
  const aimedAt = targetsOf(fault, context);
  // A node that another fault of the round has ended cannot be killed or frozen once more.
  const nodes = actsOnProcess.has(fault.name)
    ? aimedAt.filter((node) => rig.runtime.isRunning(node))
    : aimedAt;
  const fromMs = rig.now();
  if (rig.signal.aborted || (nodes.length === 0 && aimedAt.length > 0))
    return { fault, nodes: [], emptied: [], fromMs, toMs: fromMs };
  const effect = await injectors[fault.name](fault, nodes, context);
  return {
    fault,
    nodes: nodes.map(({ name }) => name),
    emptied: [],
    ...effect,
    fromMs,
    toMs: rig.now(),
  };
}
