import { formatEndpoint, type Endpoint } from '../cluster/endpoint.ts';
import type {
  DataView,
  Silent,
  SentinelView,
  ClusterSnapshot,
  SnapshotAnswer,
} from '../cluster/status/cluster-snapshot.ts';
import type { ConnectionOptions } from './connection.ts';
import { readDataNode } from './read-data-node.ts';
import { readSentinel, type SentinelAnswer } from './read-sentinel.ts';

/** Sorts nodes by their addresses, numbers as numbers. */
export function byAddress<T extends { readonly at: Endpoint }>(nodes: readonly T[]): T[] {
  const key = ({ at }: T) =>
    `${at.host.replaceAll(/\d+/g, (part) => part.padStart(3, '0'))}:${String(at.port).padStart(5, '0')}`;
  return [...nodes].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Which cluster to read, and how. */
export interface SnapshotRequest {
  readonly sentinels: readonly Endpoint[];
  readonly masterName: string;
  readonly password?: string;
  readonly sentinelPassword?: string;
  readonly tls?: ConnectionOptions['tls'];
  readonly expected?: ClusterSnapshot['expected'];
  /** Timeout of each connection and reply in ms; two rounds of both are needed. @default 900 */
  readonly timeoutMs?: number;
}

/** Each endpoint once. */
export const uniqueEndpoints = (endpoints: readonly Endpoint[]): Endpoint[] => [
  ...new Map(endpoints.map((at) => [formatEndpoint(at), at])).values(),
];

export function optionsFor(
  request: Pick<SnapshotRequest, 'tls' | 'timeoutMs'>,
  password: string | undefined,
): ConnectionOptions {
  const { tls = false, timeoutMs = 900 } = request;
  return {
    tls,
    connectMs: timeoutMs,
    replyMs: timeoutMs,
    ...(password === undefined ? {} : { password }),
  };
}

async function askSentinels(
  request: SnapshotRequest,
  at: readonly Endpoint[],
  isGiven: boolean,
): Promise<SentinelAnswer[]> {
  const options = optionsFor(request, request.sentinelPassword);
  return Promise.all(
    at.map(async (one) => readSentinel(one, request.masterName, isGiven, options)),
  );
}

const viewsOf = (answers: readonly SentinelAnswer[]): SentinelView[] =>
  answers.flatMap((answer) => (answer.kind === 'view' ? [answer.view] : []));

const silentOf = (answers: readonly SentinelAnswer[]): Silent[] =>
  answers.flatMap((answer) => (answer.kind === 'silent' ? [answer.silent] : []));

/** The data nodes and sentinels that these sentinels know. */
function neighbours(views: readonly SentinelView[]) {
  const data = views.flatMap((view) => [view.masterAt, ...view.replicas.map(({ at }) => at)]);
  const peers = views.flatMap((view) => view.sentinels.map(({ at }) => at));
  return { data: uniqueEndpoints(data), peers: uniqueEndpoints(peers) };
}

/** Removes sentinels that are listed twice, by name and by address. */
function withoutDoubles(views: readonly SentinelView[]): SentinelView[] {
  const known = new Set<string>();
  return views.filter(({ processId }) => {
    const isNew = processId === '' || !known.has(processId);
    known.add(processId);
    return isNew;
  });
}

/**
 * Reads the given sentinels, then the data nodes and sentinels that they know, side by side. Does not
 * throw for a node that does not answer; a node that hangs takes two timeouts per round at most.
 */
export async function readSnapshot(request: SnapshotRequest): Promise<SnapshotAnswer> {
  const begun = performance.now();
  const given = uniqueEndpoints(request.sentinels);
  const first = await askSentinels(request, given, true);
  const givenViews = withoutDoubles(viewsOf(first));
  if (givenViews.length === 0) {
    const unknown = first.flatMap((answer) =>
      answer.kind === 'unknown-master' ? answer.known : [],
    );
    const someAnswered = first.some(({ kind }) => kind === 'unknown-master');
    return {
      masterName: request.masterName,
      snapshot: undefined,
      silentSentinels: silentOf(first),
      knownMasters: someAnswered ? [...new Set(unknown)].sort() : undefined,
    };
  }
  const { data, peers } = neighbours(givenViews);
  const asked = new Set(given.map(formatEndpoint));
  const ids = new Set(givenViews.map(({ id }) => id));
  const others = peers.filter((at) => {
    const peer = givenViews.flatMap((view) => view.sentinels).find((one) => one.at === at);
    return !asked.has(formatEndpoint(at)) && !(peer && ids.has(peer.runId));
  });
  const dataOptions = optionsFor(request, request.password);
  const [second, nodes] = await Promise.all([
    askSentinels(request, others, false),
    Promise.all(data.map(async (at) => readDataNode(at, dataOptions))),
  ]);
  const silentSentinels = byAddress([...silentOf(first), ...silentOf(second)]);
  const snapshot: ClusterSnapshot = {
    masterName: request.masterName,
    sentinels: byAddress([...givenViews, ...viewsOf(second)]),
    dataNodes: byAddress(nodes.filter((node): node is DataView => !('trouble' in node))),
    silentSentinels,
    silentDataNodes: byAddress(nodes.filter((node): node is Silent => 'trouble' in node)),
    expected: request.expected ?? {},
    takenAtMs: Date.now(),
    tookMs: performance.now() - begun,
  };
  const { masterName } = request;
  return { masterName, snapshot, silentSentinels, knownMasters: undefined };
}
