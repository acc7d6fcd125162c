import type { NodeMoment } from '../drills/client-record.ts';
import type { Injection } from './injection.ts';
import type { JudgedFault } from './judge-round.ts';
import { fenceMs, type PromiseName } from './promises.ts';
import type { FaultName } from './storm-fault.ts';

/** The row of each fault if the master was among its nodes. */
const onMaster: Readonly<Partial<Record<FaultName, PromiseName>>> = {
  kill: 'master-killed',
  'kill-return': 'master-killed',
  'kill-empty': 'master-killed',
  freeze: 'live-failover',
  stutter: 'live-failover',
  starve: 'live-failover',
  cut: 'cut-off',
  'kill-all': 'all-killed',
};

/** The watch tries a write this often on each master, in ms, with some delay on a busy machine. */
const resolutionMs = 500;

/** Whether a node was the master at any time of a span. */
export function wasMaster(
  moments: readonly NodeMoment[],
  node: string,
  fromMs: number,
  toMs: number,
): boolean {
  const before = moments.findLast(({ atMs }) => atMs <= fromMs);
  if (before?.node === node) return true;
  return moments.some(
    (moment) => moment.node === node && moment.atMs >= fromMs && moment.atMs <= toMs + resolutionMs,
  );
}

/** The row of the table of promises that a fault belongs to, for a plain writer. */
function promiseOf(
  { fault, nodes, fromMs, toMs }: Injection,
  acceptedWrites: readonly NodeMoment[],
): PromiseName {
  const name = onMaster[fault.name];
  if (name === undefined) return 'planned';
  return nodes.some((node) => wasMaster(acceptedWrites, node, fromMs, toMs)) ? name : 'planned';
}

/** Faults during which a replica receives nothing, and within how many ms it has copied what it lacks afterwards. */
const copiedMs: Readonly<Partial<Record<FaultName, number>>> = {
  kill: 5000,
  'kill-return': 5000,
  'kill-empty': 5000,
  stop: 5000,
  freeze: 1000,
  cut: 1000,
};
/** So long at least, a master that stops waits for a replica that hangs, in ms. */
const awaitedMs = 2000;

/** The data nodes of a cluster, and whether their master writes without a replica. */
export interface DataNodes {
  readonly names: readonly string[];
  /** `min_replicas_to_write` */
  readonly minReplicas: number;
}

const effectMs = ({ fromMs, inEffectMs = fromMs }: Injection) => inEffectMs;

/** The faults of a round that kept a node from what its master wrote. */
const hitsOf = (node: string, all: readonly Injection[], ofMaster: Injection) =>
  all.filter(({ fault, nodes, toMs }) => {
    if (!nodes.includes(node) || copiedMs[fault.name] === undefined) return false;
    const isAwaited = ofMaster.fault.name === 'stop' && fault.name === 'freeze';
    return !isAwaited || toMs > ofMaster.fromMs + awaitedMs;
  });

/** What a plain writer can lose because a fault hit the master while other faults kept all replicas away. */
function withoutReplica(
  ofMaster: Injection,
  all: readonly Injection[],
  acceptedWrites: readonly NodeMoment[],
  { names, minReplicas }: DataNodes,
): JudgedFault[] {
  // A fault of the whole cluster has a row of its own.
  const { fault, nodes, fromMs, toMs } = ofMaster;
  if (fault.target === undefined || copiedMs[fault.name] === undefined) return [];
  const isMaster = (node: string) =>
    names.includes(node) && wasMaster(acceptedWrites, node, fromMs, toMs);
  return nodes.filter(isMaster).flatMap((master) => {
    const replicas = names.filter((name) => name !== master);
    const away = replicas.map((name) => hitsOf(name, all, ofMaster));
    if (replicas.length === 0 || away.some((hits) => hits.length === 0)) return [];
    const beganMs = Math.max(...away.map((hits) => Math.min(...hits.map((hit) => hit.fromMs))));
    const inEffectMs = Math.max(...away.map((hits) => Math.min(...hits.map(effectMs))));
    const endedMs = Math.min(
      ...away.map((hits) =>
        Math.max(...hits.map((hit) => hit.toMs + (copiedMs[hit.fault.name] ?? 0))),
      ),
    );
    if (toMs < beganMs || fromMs > endedMs || beganMs > endedMs) return [];
    const limitMs = minReplicas === 0 ? endedMs : Math.min(endedMs, inEffectMs + fenceMs);
    return [{ promise: 'no-replica', fromMs: beganMs, toMs: limitMs }];
  });
}

/** What each fault of a round allows to be lost, in their order, then what some allow together. */
export function judgedFaults(
  all: readonly Injection[],
  acceptedWrites: readonly NodeMoment[],
  data: DataNodes,
): JudgedFault[] {
  const each = all.map((injection): JudgedFault => {
    const { fromMs, inEffectMs } = injection;
    const promise = promiseOf(injection, acceptedWrites);
    return inEffectMs === undefined ? { promise, fromMs } : { promise, fromMs, inEffectMs };
  });
  return [...each, ...all.flatMap((one) => withoutReplica(one, all, acceptedWrites, data))];
}
