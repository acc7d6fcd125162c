// Addresses of containers are used again: a node of another stack starts at the address of a replica that left. Sentinel
// itself would make it a replica of its master, and the sentinels of both would take each other for peers.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { claimNet, releaseNet } from '../../src/nodes/free-net.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { openNames } from './support/names.ts';
import { Sandbox, type Node } from './support/sandbox.ts';
import { caughtUp, failedOver, fill, until, viewOf, whole, wrote } from './support/waits.ts';

beforeEach(({ skip }) =>
  skip(process.getuid?.() !== 0, 'only root can give a program other names'),
);

const keys = 1000;

interface Stack {
  readonly cluster: Sandbox;
  readonly master: Node;
  /** Makes the names lead to all nodes but this one. */
  lead(without?: Node): void;
}

const addressesOf = (nodes: readonly Node[]) => nodes.map(({ address }) => address);

/** Two stacks with keys on all nodes, whose nodes find each other by the names of a name server. */
async function twoStacks(envs: readonly [Env, Env], newer: 0 | 1) {
  const net = await claimNet(53);
  onTestFinished(() => releaseNet(net));
  const { server, enter } = await openNames(`${net}.53`, temporaryFolder());
  const open = async (index: 0 | 1): Promise<Stack> => {
    const env = {
      redis_hosts: `redis-${index}`,
      sentinel_hosts: `sentinel-${index}`,
      ...envs[index],
    };
    const cluster = await Sandbox.open({ enter, env });
    const lead = (without?: Node) => {
      const left = cluster.nodes.filter((node) => node !== without);
      const of = (isSentinel: boolean) =>
        addressesOf(left.filter(({ role }) => (role === 'sentinel') === isSentinel));
      server.names = new Map(server.names)
        .set(env.redis_hosts, of(false))
        .set(env.sentinel_hosts, of(true));
    };
    lead();
    await cluster.startAll();
    let master = await whole(cluster);
    if (index === newer) {
      // A failover, for the newer epoch: sentinels believe the newest one.
      await cluster.stop(master);
      const next = await failedOver(cluster, master);
      await cluster.start(master);
      await whole(cluster);
      master = next;
    }
    await wrote(cluster, master, 'EVAL', fill(keys, `${index}-`), '0');
    for (const node of cluster.data) if (node !== master) await caughtUp(cluster, node, master);
    return { cluster, master, lead };
  };
  return [await open(0), await open(1)] as const;
}

type Env = Readonly<Record<string, string>>;

/** Which of the keys of a stack each of its nodes has. */
async function kept({ cluster }: Stack, index: 0 | 1, without?: Node): Promise<unknown[]> {
  const count = `local n = 0 for i = 1, ${keys} do n = n + redis.call('exists', '${index}-' .. i) end return n`;
  const nodes = cluster.data.filter((node) => node !== without);
  return Promise.all(nodes.map(async (node) => cluster.ask(node, 'EVAL_RO', count, '0')));
}

/** What each sentinel names, and how many replicas and other sentinels it knows. */
const known = async ({ cluster }: Stack, without?: Node) =>
  Promise.all(
    cluster.sentinels
      .filter((sentinel) => sentinel !== without)
      .map(async (sentinel) => {
        const view = await viewOf(cluster, sentinel);
        return [view.ip, view['num-slaves'], view['num-other-sentinels']].join(' ');
      }),
  );

test.each([
  ['a replica', 'of a stack with the same name and no password', {}, {}, 0, true],
  ['a master', 'of a stack with the same name and no password', {}, {}, 0, true],
  ['a replica', 'of a stack with the same name, no password and a newer epoch', {}, {}, 1, true],
  [
    'a replica',
    'of a stack with another password',
    { redis_password: 'a' },
    { redis_password: 'b' },
    0,
    false,
  ],
  ['a sentinel', 'of a stack with the same name and no password', {}, {}, 0, true],
  ['a master', 'of a stack with another name', {}, { master_name: 'other' }, 0, false],
] as const)(
  'the address of a node that left is that of %s %s: both keep their data',
  async (kind, _, envA, envB, newer, isForgotten) => {
    const [a, b] = await twoStacks([envA, envB], newer);
    const isSentinel = kind === 'a sentinel';
    const leaver = a.cluster.nodes.findLast(
      (node) => node !== a.master && (node.role === 'sentinel') === isSentinel,
    );
    const mover = isSentinel
      ? b.cluster.sentinels[0]
      : b.cluster.data.find((node) => (node === b.master) === (kind === 'a master'));
    if (leaver === undefined || mover === undefined) throw new Error('no such node');
    await b.cluster.stop(mover);
    await a.cluster.kill(leaver);
    a.lead(leaver);
    mover.address = leaver.address;
    b.lead();
    const own = `${a.master.address} ${isSentinel ? '2 1' : '1 2'}`;
    // Without a password or another name, nothing but time keeps stacks apart: a sentinel that still knows the address
    // would hear those of the other stack there.
    if (isForgotten) {
      const forgotten = async () => (await known(a, leaver)).every((view) => view === own);
      await until('the node that left is forgotten', forgotten);
    }
    await b.cluster.start(mover);
    const apart = async () => {
      const master = (await b.cluster.masters())[0]?.address;
      const views = [await known(a, leaver), await known(b)];
      const wanted = [own, `${master} 2 2`];
      return views.every((each, index) => each.every((view) => view === wanted[index]));
    };
    await until('both stacks know only their own nodes', apart);
    // Sentinel corrects what a replica follows after ten seconds.
    await sleep(12_000);
    expect(await apart()).toBe(true);
    expect(new Set(await kept(a, 0, leaver))).toEqual(new Set([keys]));
    expect(await kept(b, 1)).toEqual([keys, keys, keys]);
  },
);
