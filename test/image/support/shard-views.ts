// What the nodes of a Redis Cluster report, and the states that tests wait for.
import type { Shard, Shards } from './shards.ts';
import { decisions, until } from './waits.ts';

/** A line of CLUSTER NODES. */
export interface Seen {
  readonly id: string;
  readonly address: string;
  readonly flags: readonly string[];
  /** The id of its master; undefined for a master. */
  readonly master: string | undefined;
  readonly slots: string;
}

/** What a node reports of all that it knows, itself included; empty if it does not answer. */
export async function seenBy(shards: Shards, node: Shard): Promise<readonly Seen[]> {
  const text = await shards.ask(node, 'CLUSTER', 'NODES');
  if (typeof text !== 'string') return [];
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', at = '', flags = '', master = '', , , , , ...slots] = line.split(' ');
      return {
        id,
        address: at.split(':')[0] ?? '',
        flags: flags.split(','),
        master: master === '-' ? undefined : master,
        slots: slots.join(' '),
      };
    });
}

export async function idOf(shards: Shards, node: Shard): Promise<string> {
  return until(`${node.name} answers`, async () => {
    const id = await shards.ask(node, 'CLUSTER', 'MYID');
    return typeof id === 'string' ? id : undefined;
  });
}

/** The nodes that consider themselves masters of slots. */
export async function owners(shards: Shards): Promise<Shard[]> {
  const views = await Promise.all(shards.nodes.map(async (node) => seenBy(shards, node)));
  return shards.nodes.filter((_, index) =>
    views[index]?.some(({ flags, slots }) => flags.includes('myself') && slots !== ''),
  );
}

/** The nodes that are replicas of this one, in its own view. */
export async function replicasOf(shards: Shards, master: Shard): Promise<Shard[]> {
  const seen = await seenBy(shards, master);
  const own = seen.find(({ flags }) => flags.includes('myself'))?.id;
  const addresses = seen.filter((other) => other.master === own && own !== undefined);
  return shards.nodes.filter((node) => addresses.some(({ address }) => address === node.address));
}

/** Who has which slots and who follows whom, as one line per node, without what differs between views. */
const layoutOf = (seen: readonly Seen[]): string =>
  seen
    .map(({ id, address, master, slots }) => [id, address, master ?? '-', slots].join(' '))
    .toSorted()
    .join('\n');

export interface Wanted {
  /** @default 3 */
  readonly masters?: number;
  /** Those that run. @default all */
  readonly nodes?: readonly Shard[];
  /** Whether each node must be a master of slots with a replica, or a replica. @default true */
  readonly isSettled?: boolean;
}

async function lookAt(shards: Shards, wanted: Wanted): Promise<string | undefined> {
  const { masters = 3, nodes = shards.nodes, isSettled = true } = wanted;
  const views = await Promise.all(nodes.map(async (node) => seenBy(shards, node)));
  const [first = []] = views;
  for (const [index, seen] of views.entries()) {
    const name = nodes[index]?.name;
    if (seen.length !== nodes.length) return `${name} knows ${seen.length} of ${nodes.length}`;
    if (layoutOf(seen) !== layoutOf(first)) return `${name} has another view`;
    const bad = seen.find(({ flags }) => flags.some((flag) => /fail|noaddr|handshake/.test(flag)));
    if (bad) return `${name} sees ${bad.address} as ${bad.flags.join()}`;
  }
  const withSlots = first.filter(({ slots }) => slots !== '');
  if (withSlots.length !== masters) return `${withSlots.length} masters have slots`;
  if (isSettled && first.some(({ master, slots }) => slots === '' && master === undefined))
    return 'a node has no slots and no master';
  if (isSettled && withSlots.some(({ id }) => first.every(({ master }) => master !== id)))
    return 'a master has no replica';
  for (const node of nodes) {
    const info = await shards.ask(node, 'CLUSTER', 'INFO');
    if (!/cluster_state:ok\r\ncluster_slots_assigned:16384\r\n/.test(String(info)))
      return `${node.name} is not ok`;
    const role = await shards.ask(node, 'ROLE');
    if (Array.isArray(role) && role[0] === 'slave' && role[3] !== 'connected')
      return `${node.name} has no link to its master`;
  }
  return undefined;
}

/** One cluster: all nodes know the same, all slots are assigned, and every replica has a link. */
export async function complete(
  shards: Shards,
  wanted: Wanted = {},
  withinMs = 90_000,
): Promise<void> {
  let last: string | undefined;
  const look = async () => {
    last = await lookAt(shards, wanted);
    return last === undefined;
  };
  await until('a complete cluster', look, withinMs).catch((error: unknown) => {
    const words = error instanceof Error ? error.message : String(error);
    const lines = shards.nodes.map(
      (node) => `${node.name}: ${decisions(shards.log(node)).slice(-6).join('\n    ')}`,
    );
    throw new Error(`${words}; last seen: ${last}\n${lines.join('\n')}`);
  });
}

/** The lines of nodes that formed the cluster. A former unmarks the nodes before it logs that it is done. */
export async function formers(shards: Shards): Promise<string[]> {
  return until('a node reports that it formed the cluster', () => {
    const lines = decisions(shards.logs()).filter((line) => line.includes('formed the cluster'));
    return lines.length > 0 && lines;
  });
}

/** A complete cluster without marks: as long as there are any, new nodes wait. */
export async function formed(shards: Shards, wanted: Wanted = {}): Promise<Shards> {
  await shards.startAll();
  await complete(shards, wanted);
  await formers(shards);
  return shards;
}
