import { formatEndpoint } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { rangesOf, sizeOf, slotsOf } from './slots.ts';
import {
  slotCount,
  type KnownNode,
  type ShardedNode,
  type ShardedSnapshot,
  type SlotRange,
} from './sharded-snapshot.ts';

/** A node as the cluster as a whole has it: what most of the nodes that answer report. */
export interface AgreedNode {
  readonly id: string;
  readonly at: Endpoint;
  readonly role: 'master' | 'replica';
  readonly masterId: string | undefined;
  readonly slots: readonly SlotRange[];
  /** Its own view; undefined if it does not answer. */
  readonly view: ShardedNode | undefined;
  /** How many of the other nodes that answer mark it as failed: alone (`fail?`) or agreed (`fail`). */
  readonly suspects: number;
  readonly isFailed: boolean;
}

/** A master with slots, and its replicas. */
export interface Shard {
  readonly master: AgreedNode;
  readonly replicas: readonly AgreedNode[];
}

const isGone = ({ flags }: KnownNode) => flags.includes('handshake') || flags.includes('noaddr');

/** What the node with the newest knowledge reports about another one: the highest epoch, then the most votes. */
function best(lines: readonly KnownNode[]): KnownNode | undefined {
  const votes = new Map<string, { line: KnownNode; count: number }>();
  for (const line of lines) {
    const { role, masterId = '', slots, configEpoch } = line;
    const key = JSON.stringify([role, masterId, slots, configEpoch]);
    const vote = votes.get(key) ?? { line, count: 0 };
    vote.count += 1;
    votes.set(key, vote);
  }
  const [first] = [...votes.values()].sort(
    (a, b) => b.line.configEpoch - a.line.configEpoch || b.count - a.count,
  );
  return first?.line;
}

function agreedNode(snapshot: ShardedSnapshot, id: string): AgreedNode | undefined {
  const view = snapshot.dataNodes.find((node) => node.id === id);
  const own = view?.known.find((line) => line.id === id);
  const others = snapshot.dataNodes
    .filter((node) => node.id !== id)
    .flatMap(({ known }) => known.filter((line) => line.id === id && !isGone(line)));
  // A node knows best that it is a replica. That it is a master, others can know better.
  const line = own?.role === 'replica' ? own : best([...others, ...(own ? [own] : [])]);
  if (!line) return undefined;
  const marks = (flag: string) => others.filter(({ flags }) => flags.includes(flag)).length;
  return {
    id,
    at: view?.at ?? line.at,
    role: line.role,
    masterId: line.masterId,
    slots: line.slots,
    view,
    suspects: marks('fail') + marks('fail?'),
    isFailed: marks('fail') > 0,
  };
}

/** Every node that one that answers knows, by the order of their addresses as they were read. */
export function agreedNodes(snapshot: ShardedSnapshot): AgreedNode[] {
  const ids = new Set([
    ...snapshot.dataNodes.map(({ id }) => id),
    ...snapshot.dataNodes.flatMap(({ known }) =>
      known.filter((one) => !isGone(one)).map((one) => one.id),
    ),
  ]);
  return [...ids].flatMap((id) => agreedNode(snapshot, id) ?? []);
}

/** The shards, by their first slot. */
export function shardsOf(snapshot: ShardedSnapshot): Shard[] {
  const nodes = agreedNodes(snapshot);
  return nodes
    .filter(({ role, slots }) => role === 'master' && slots.length > 0)
    .sort((a, b) => (a.slots[0]?.from ?? 0) - (b.slots[0]?.from ?? 0))
    .map((master) => ({
      master,
      replicas: nodes.filter(({ role, masterId }) => role === 'replica' && masterId === master.id),
    }));
}

/** Whether a node answers as what the cluster takes it for. */
export const isUp = ({ view, isFailed }: AgreedNode): boolean => view !== undefined && !isFailed;

/** Whether a shard has a master that answers, and is one by its own view. */
export const isServed = ({ master }: Shard): boolean =>
  isUp(master) && master.view?.role === 'master' && !master.view.isLoading;

/** Slots that no shard has. */
export function unassigned(shards: readonly Shard[]): SlotRange[] {
  const taken = new Set(shards.flatMap(({ master }) => slotsOf(master.slots)));
  const all = Array.from({ length: slotCount }, (_, slot) => slot);
  return rangesOf(all.filter((slot) => !taken.has(slot)));
}

/** Whether a replica can replace its master: it answers, has loaded its data, and had a link not too long ago. */
export function canReplace({ view, isFailed }: AgreedNode): boolean {
  if (!view || isFailed || view.isLoading || view.role !== 'replica') return false;
  const { sharding, isLinkUp, linkDownS = 0 } = view;
  if (isLinkUp === true) return true;
  if (!view.hadLink) return false;
  if (!sharding || sharding.validityFactor === 0) return true;
  // clusterHandleSlaveFailover in cluster.c: its age without the master, less the node timeout.
  const { nodeTimeoutMs, validityFactor } = sharding;
  return linkDownS * 1000 - nodeTimeoutMs <= nodeTimeoutMs * validityFactor + 10_000;
}

/** The masters with slots as voters of a failover. */
export function votersOf(shards: readonly Shard[]): {
  readonly known: number;
  readonly answering: number;
  readonly needed: number;
} {
  const answering = shards.filter(({ master }) => isUp(master)).length;
  return { known: shards.length, answering, needed: Math.floor(shards.length / 2) + 1 };
}

/** `shard 0-5460` */
export const shardName = ({ master }: Shard): string => {
  const [first] = master.slots;
  const more = master.slots.length > 1 ? ' …' : '';
  return first ? `shard ${first.from}-${first.to}${more}` : 'shard';
};

/** How many slots some shards have. */
export const slotsIn = (shards: readonly Shard[]): number =>
  shards.reduce((sum, { master }) => sum + sizeOf(master.slots), 0);

/** The name of a node in a message: its address, or its id if it has none. */
export const nodeName = ({ at, id }: Pick<AgreedNode, 'at' | 'id'>): string =>
  at.host === '' ? id.slice(0, 8) : formatEndpoint(at);

/** The host that a node is on: as it reports it, or its address; empty if neither is known. */
export const hostOf = ({ view, at }: AgreedNode): string => view?.hostId ?? at.host;
