import type { NodeMoment } from '../drills/client-record.ts';
import type { Injection } from './injection.ts';
import type { PromiseName } from './promises.ts';
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
export function promiseOf(
  { fault, nodes, fromMs, toMs }: Injection,
  acceptedWrites: readonly NodeMoment[],
): PromiseName {
  const name = onMaster[fault.name];
  if (name === undefined) return 'planned';
  return nodes.some((node) => wasMaster(acceptedWrites, node, fromMs, toMs)) ? name : 'planned';
}
