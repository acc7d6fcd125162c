import type { Endpoint } from '../cluster/endpoint.ts';
import type { ShardedAnswer } from '../cluster/sharded/sharded-snapshot.ts';
import type { Silent, SnapshotAnswer, Trouble } from '../cluster/status/cluster-snapshot.ts';
import { readSharded } from './read-sharded.ts';
import { readSnapshot, type SnapshotRequest } from './read-snapshot.ts';

/** A cluster of either kind, and how to read it. */
export interface KindRequest extends Omit<SnapshotRequest, 'sentinels' | 'expected'> {
  /** Sentinels, or any nodes of a Redis Cluster. */
  readonly given: readonly Endpoint[];
  /** What the caller takes them for; the other kind is tried if they are not. */
  readonly first: 'sentinel' | 'cluster';
  /** The numbers of nodes that the caller requires; those of the other kind do not count. */
  readonly expected?: {
    readonly masters?: number;
    readonly replicas?: number;
    readonly sentinels?: number;
  };
}

/** What was read, by the kind of the cluster. */
export type KindAnswer =
  | { readonly kind: 'sentinel'; readonly answer: SnapshotAnswer }
  | { readonly kind: 'cluster'; readonly answer: ShardedAnswer };

/** A node of a Redis Cluster that requires a password does not report what it is before it has one. */
const perhapsNodes: readonly Trouble[] = ['not-a-sentinel', 'password-missing', 'password-wrong'];

const some = (silent: readonly Silent[], troubles: readonly Trouble[]) =>
  silent.filter(({ trouble }) => troubles.includes(trouble)).map(({ at }) => at);

async function askSentinels(request: KindRequest, sentinels: readonly Endpoint[]) {
  return readSnapshot({ ...request, sentinels });
}

async function askNodes(request: KindRequest, nodes: readonly Endpoint[]) {
  return readSharded({ ...request, nodes });
}

/** Reads a cluster; if the given addresses belong to the other kind, reads that. Never throws for a silent node. */
export async function readKind(request: KindRequest): Promise<KindAnswer> {
  if (request.first === 'sentinel') {
    const answer = await askSentinels(request, request.given);
    const others = some(answer.silentSentinels, perhapsNodes);
    if (answer.snapshot || others.length === 0) return { kind: 'sentinel', answer };
    const instead = await askNodes(request, others);
    return instead.snapshot ? { kind: 'cluster', answer: instead } : { kind: 'sentinel', answer };
  }
  const answer = await askNodes(request, request.given);
  const others = some(answer.silent, ['not-a-data-node']);
  if (answer.snapshot || others.length === 0) return { kind: 'cluster', answer };
  const instead = await askSentinels(request, others);
  return { kind: 'sentinel', answer: instead };
}
