import { formatEndpoint, type Endpoint } from '../endpoint.ts';
import type { DataView, SentinelView, ClusterSnapshot } from './cluster-snapshot.ts';

/** The address that most sentinels name, those with the newest epoch first; undefined without one. */
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

/** Data nodes that say they are master. */
export function masters(snapshot: ClusterSnapshot): DataView[] {
  return snapshot.dataNodes.filter(({ role }) => role === 'master');
}

/** The view of the master that the sentinels name, when it could be asked. */
export function namedMasterView(snapshot: ClusterSnapshot): DataView | undefined {
  const at = namedMaster(snapshot);
  return at && dataNodeAt(snapshot, at);
}

/** The data node of this address. */
export function dataNodeAt(snapshot: ClusterSnapshot, at: Endpoint): DataView | undefined {
  const key = formatEndpoint(at);
  return snapshot.dataNodes.find((node) => formatEndpoint(node.at) === key);
}

/** How many sentinels there are by the word of the one that knows most, itself included. */
export function knownSentinels(sentinels: readonly SentinelView[]): number {
  return Math.max(0, ...sentinels.map((view) => view.sentinels.length + 1));
}

/** How many of `count` are more than half. */
export function majorityOf(count: number): number {
  return Math.floor(count / 2) + 1;
}
