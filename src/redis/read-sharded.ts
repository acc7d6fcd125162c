import { formatEndpoint, type Endpoint } from '../cluster/endpoint.ts';
import type {
  ShardedAnswer,
  ShardedNode,
  ShardedSnapshot,
} from '../cluster/sharded/sharded-snapshot.ts';
import type { Silent } from '../cluster/status/cluster-snapshot.ts';
import { readShardedNode } from './read-sharded-node.ts';
import { byAddress, optionsFor, uniqueEndpoints, type SnapshotRequest } from './read-snapshot.ts';

/** Which Redis Cluster to read, and how. */
export interface ShardedRequest extends Pick<SnapshotRequest, 'password' | 'tls' | 'timeoutMs'> {
  /** Any of its nodes. */
  readonly nodes: readonly Endpoint[];
  readonly expected?: ShardedSnapshot['expected'];
}

/** The given nodes, those that they know, and those that only these know. */
const rounds = 3;

/** How many nodes are read at most: a hostile server can invent any number. */
const mostNodes = 1000;

/** What was read so far. */
interface Reading {
  readonly views: ShardedNode[];
  readonly silent: Silent[];
  /** Addresses that were asked. */
  readonly asked: Set<string>;
}

/** Reads nodes side by side. One that is listed twice, by name and by address, counts once. */
async function readAll(
  request: ShardedRequest,
  reading: Reading,
  nodes: readonly Endpoint[],
  isGiven: boolean,
): Promise<void> {
  const options = optionsFor(request, request.password);
  for (const at of nodes) reading.asked.add(formatEndpoint(at));
  const read = await Promise.all(nodes.map(async (at) => readShardedNode(at, isGiven, options)));
  for (const one of read) {
    if ('trouble' in one) reading.silent.push(one);
    else if (!reading.views.some(({ id }) => id === one.id)) reading.views.push(one);
  }
}

/** Nodes that others know, and that were not asked yet; those whose id was read are known by another address. */
function unasked({ views, asked }: Reading): Endpoint[] {
  const ids = new Set(views.map(({ id }) => id));
  const others = views
    .flatMap(({ known }) => known)
    .filter(
      ({ id, at, flags }) =>
        !ids.has(id) && at.host !== '' && !flags.includes('noaddr') && !flags.includes('handshake'),
    )
    .map(({ at }) => at);
  return uniqueEndpoints(others).filter((at) => !asked.has(formatEndpoint(at)));
}

/**
 * Reads the given nodes of a Redis Cluster, then all others that they know, side by side. Does not throw for a node
 * that does not answer; a node that hangs takes two timeouts per round at most.
 */
export async function readSharded(request: ShardedRequest): Promise<ShardedAnswer> {
  const begun = performance.now();
  const reading: Reading = { views: [], silent: [], asked: new Set() };
  await readAll(request, reading, uniqueEndpoints(request.nodes), true);
  for (let round = 1; round < rounds; round += 1) {
    const next = unasked(reading).slice(0, mostNodes - reading.asked.size);
    if (next.length > 0) await readAll(request, reading, next, false);
  }
  const silent = byAddress(reading.silent);
  if (reading.views.length === 0) return { snapshot: undefined, silent };
  return {
    silent,
    snapshot: {
      dataNodes: byAddress(reading.views),
      silentDataNodes: silent,
      expected: request.expected ?? {},
      takenAtMs: Date.now(),
      tookMs: performance.now() - begun,
    },
  };
}
