import { formatEndpoint, type Endpoint } from '../endpoint.ts';
import type { DataView, SentinelView, ClusterSnapshot } from './cluster-snapshot.ts';

/** The master that most sentinels report, of equal votes the one with the newest epoch. */
export function namedMaster(snapshot: ClusterSnapshot): Endpoint | undefined {
  const ballots = new Map<string, { at: Endpoint; votes: number; epoch: number }>();
  for (const { masterAt, configEpoch } of snapshot.sentinels) {
    const key = formatEndpoint(masterAt);
    const ballot = ballots.get(key) ?? { at: masterAt, votes: 0, epoch: 0 };
    ballot.votes += 1;
    ballot.epoch = Math.max(ballot.epoch, configEpoch);
    ballots.set(key, ballot);
  }
  const [best] = [...ballots.values()].sort((a, b) => b.votes - a.votes || b.epoch - a.epoch);
  return best?.at;
}

/** Data nodes that report that they are master. */
export function masters(snapshot: ClusterSnapshot): DataView[] {
  return snapshot.dataNodes.filter(({ role }) => role === 'master');
}

/** The master that the sentinels report; undefined if it did not answer. */
export function namedMasterView(snapshot: ClusterSnapshot): DataView | undefined {
  const at = namedMaster(snapshot);
  return at && dataNodeAt(snapshot, at);
}

/** The data node with this address. */
export function dataNodeAt(snapshot: ClusterSnapshot, at: Endpoint): DataView | undefined {
  const key = formatEndpoint(at);
  return snapshot.dataNodes.find((node) => formatEndpoint(node.at) === key);
}

/** The largest number of sentinels that any of them knows, itself included. */
export function knownSentinels(sentinels: readonly SentinelView[]): number {
  return Math.max(0, ...sentinels.map((view) => view.sentinels.length + 1));
}

/** The smallest number that is more than half of `count`. */
export function majorityOf(count: number): number {
  return Math.floor(count / 2) + 1;
}
