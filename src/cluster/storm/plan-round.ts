import { Random } from './random.ts';
import { stormFaults, type FaultName, type StormFault, type Target } from './storm-fault.ts';

/** A fault of a round. Which nodes it hits is known when it happens. */
export interface PlannedFault {
  readonly name: FaultName;
  /** Undefined if it hits the whole cluster. */
  readonly target: Target | undefined;
  /** Selects among the nodes of the target; from 0, less than 1. */
  readonly picks: readonly [number, number];
  /** After the start of the round's faults, in ms. */
  readonly atMs: number;
  /** How long it lasts, or after how long its nodes are back, in ms. */
  readonly lastsMs: number;
  /** Seed of its details: lengths of pauses, the order of starts. */
  readonly seed: number;
}

/** One round: clients write, faults happen, the cluster recovers by itself. */
export interface RoundPlan {
  readonly round: number;
  /** How long clients write before the first fault, in ms. */
  readonly writeMs: number;
  readonly faults: readonly PlannedFault[];
}

/** What a plan depends on, besides the number of the round. */
export interface StormPlan {
  readonly seed: number;
  /** The faults to choose from; not empty. */
  readonly faults: readonly FaultName[];
  /** Data nodes, 1 to 9. Without a replica no volume is lost, because nothing else has the data. */
  readonly data: number;
}

/** How often a round has two faults. */
const pairShare = 0.35;
/** The second fault happens at most this long after the first, in ms. */
const apartMs = 4000;

/** The master is what clients notice. */
const targetWeights: Readonly<Record<Target, number>> = {
  master: 11,
  replica: 3,
  sentinel: 2,
  node: 2,
  'two-nodes': 2,
};

/** How long a fault lasts. Most containers that were killed are back within three seconds. */
function lastsMs(name: FaultName, [least, most]: readonly [number, number], random: Random) {
  const isQuick = random.fraction() < 0.75;
  const end = isQuick && (name === 'kill-return' || name === 'kill-empty') ? most / 2 : most;
  return random.whole(least, end);
}

function planFault(name: FaultName, atMs: number, data: number, random: Random): PlannedFault {
  const fault = stormFaults[name];
  const targets = fault.targets.filter((target) => data > 1 || target !== 'replica');
  return {
    name,
    target:
      targets.length === 0
        ? undefined
        : random.weighted(targets, (target) => targetWeights[target]),
    picks: [random.fraction(), random.fraction()],
    atMs,
    lastsMs: lastsMs(name, fault.lastsMs, random),
    seed: random.whole(0, 2 ** 31),
  };
}

const isWhole = ({ targets }: StormFault) => targets.length === 0;

/** The faults that can happen with `data` data nodes. */
export const possibleFaults = (faults: readonly FaultName[], data: number) =>
  faults.filter(
    (name) => data > 1 || (stormFaults[name].losesVolume !== true && name !== 'switchover'),
  );

const weightOf = (name: FaultName) => stormFaults[name].weight;

/** Plans a round: a pure function of the seed, the number of the round and the faults. */
export function planRound({ seed, faults, data }: StormPlan, round: number): RoundPlan {
  const random = new Random(seed, round);
  const able = possibleFaults(faults, data);
  const writeMs = random.whole(1000, 3000);
  const first = random.weighted(able, weightOf);
  const planned = [planFault(first, 0, data, random)];
  const others = able.filter(
    (name) =>
      !isWhole(stormFaults[name]) &&
      !(stormFaults[name].losesVolume === true && stormFaults[first].losesVolume === true),
  );
  const isPair = random.fraction() < pairShare;
  if (isPair && !isWhole(stormFaults[first]) && others.length > 0) {
    const second = random.weighted(others, weightOf);
    planned.push(planFault(second, random.whole(0, apartMs), data, random));
  }
  return { round, writeMs, faults: planned };
}
