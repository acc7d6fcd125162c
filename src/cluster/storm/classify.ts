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

/** Faults during which a replica receives nothing. */
const isolating: ReadonlySet<FaultName> = new Set<FaultName>([
  'kill',
  'kill-return',
  'kill-empty',
  'stop',
  'freeze',
  'cut',
]);
/** A node that is back has started, and has copied what it lacks, within this time, in ms. */
const copiedMs = 5000;

/** The data nodes of a cluster, and whether their master writes without a replica. */
export interface DataNodes {
  readonly names: readonly string[];
  /** `min_replicas_to_write` */
  readonly minReplicas: number;
}

/** When a master had no replica because of other faults; undefined if it always had one. */
function spanWithoutReplica(
  master: string,
  all: readonly Injection[],
  { names, minReplicas }: DataNodes,
): { readonly fromMs: number; readonly toMs: number } | undefined {
  const replicas = names.filter((name) => name !== master);
  const away = replicas.map((name) => {
    const hits = all.filter(
      ({ fault, nodes }) => isolating.has(fault.name) && nodes.includes(name),
    );
    return {
      fromMs: Math.min(...hits.map(({ fromMs }) => fromMs)),
      toMs: Math.max(...hits.map(({ toMs }) => toMs + copiedMs)),
    };
  });
  const fromMs = Math.max(...away.map((one) => one.fromMs));
  const toMs = Math.min(...away.map((one) => one.toMs));
  if (replicas.length === 0 || !Number.isFinite(fromMs) || fromMs >= toMs) return undefined;
  return { fromMs, toMs: minReplicas === 0 ? toMs : Math.min(toMs, fromMs + fenceMs) };
}

/** What each fault of a round allows to be lost, in their order. */
export function judgedFaults(
  all: readonly Injection[],
  acceptedWrites: readonly NodeMoment[],
  data: DataNodes,
): JudgedFault[] {
  return all.map((injection) => {
    const { fault, nodes, fromMs, inEffectMs, toMs } = injection;
    const master = nodes.find(
      (node) => data.names.includes(node) && wasMaster(acceptedWrites, node, fromMs, toMs),
    );
    // A fault of the whole cluster has a row of its own.
    const isOfNodes = fault.target !== undefined && isolating.has(fault.name);
    const span =
      isOfNodes && master !== undefined ? spanWithoutReplica(master, all, data) : undefined;
    if (span !== undefined && fromMs <= span.toMs) return { promise: 'no-replica', ...span };
    const promise = promiseOf(injection, acceptedWrites);
    return inEffectMs === undefined ? { promise, fromMs } : { promise, fromMs, inEffectMs };
  });
}
