import type { KnownNode, OpenSlot, SlotRange } from '../cluster/sharded/sharded-snapshot.ts';
import type { Endpoint } from '../cluster/endpoint.ts';
import { numberOf } from './fields.ts';

/** What CLUSTER NODES reports: every node, and the slots that this one moves. */
export interface ClusterNodes {
  readonly known: readonly KnownNode[];
  readonly openSlots: readonly OpenSlot[];
}

/** `10.0.0.1:6379@16379,name,shard-id=…` → host and port; both are empty while the address is unknown. */
function addressOf(text: string): Endpoint {
  const [place = ''] = text.split(',', 1);
  const [bare = ''] = place.split('@', 1);
  const colon = bare.lastIndexOf(':');
  return { host: bare.slice(0, Math.max(0, colon)), port: numberOf(bare.slice(colon + 1)) };
}

/** `[93-<-ID]` is being imported from a node, `[93->-ID]` is being moved to one. */
function openSlotOf(word: string): OpenSlot | undefined {
  const match = /^\[(\d+)-([<>])-(\w+)\]$/.exec(word);
  if (!match) return undefined;
  const [, slot, arrow, peer = ''] = match;
  return { slot: Number(slot), direction: arrow === '<' ? 'importing' : 'migrating', peer };
}

function rangeOf(word: string): SlotRange[] {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(word);
  const [from, to] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  // A hostile server could otherwise make a list of millions of slots.
  return match && from <= to && to < 16_384 ? [{ from, to }] : [];
}

/** One line: id, address, flags, master, ping, pong, epoch, link, slots (clusterGenNodeDescription in cluster.c). */
function lineOf(line: string): { node: KnownNode; open: readonly OpenSlot[] } | undefined {
  const [id = '', address = '', flagText = '', master = '', , , epoch, link, ...words] =
    line.split(' ');
  if (!/^[0-9a-f]{40}$/.test(id)) return undefined;
  const flags = flagText.split(',');
  const isReplica = flags.includes('slave') || flags.includes('replica');
  return {
    node: {
      id,
      at: addressOf(address),
      role: isReplica ? 'replica' : 'master',
      flags,
      ...(isReplica && master !== '-' ? { masterId: master } : {}),
      configEpoch: numberOf(epoch),
      isConnected: link === 'connected',
      slots: words.flatMap(rangeOf),
    },
    open: words.flatMap((word) => openSlotOf(word) ?? []),
  };
}

/** Parses the reply of CLUSTER NODES. */
export function parseClusterNodes(text: string): ClusterNodes {
  const lines = text.split('\n').flatMap((line) => lineOf(line.trim()) ?? []);
  return {
    known: lines.map(({ node }) => node),
    openSlots: lines.flatMap(({ open }) => open),
  };
}
