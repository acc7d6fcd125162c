// Sentinels that leave or cannot be reached, while the names lead to those that are left, as after a change of scale.
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { claimNet, releaseNet } from '../../src/nodes/free-net.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { openNames } from './support/names.ts';
import { Sandbox, type Node } from './support/sandbox.ts';
import { failedOver, until, viewOf, whole } from './support/waits.ts';

beforeEach(({ skip }) =>
  skip(process.getuid?.() !== 0, 'only root can give a program other names'),
);

/** Five sentinels that find each other by a name. `lead` makes it lead to these. */
async function five(env: Readonly<Record<string, string>> = {}) {
  const net = await claimNet(53);
  onTestFinished(() => releaseNet(net));
  const { server, enter } = await openNames(`${net}.53`, temporaryFolder());
  const names = { redis_hosts: 'redis', sentinel_hosts: 'sentinels' };
  const cluster = await Sandbox.open({ sentinels: 5, enter, env: { ...names, ...env } });
  const lead = (nodes: readonly Node[]) => {
    const addresses = (isSentinel: boolean) =>
      nodes
        .filter(({ role }) => (role === 'sentinel') === isSentinel)
        .map(({ address }) => address);
    server.names = new Map([
      ['redis', addresses(false)],
      ['sentinels', addresses(true)],
    ]);
  };
  lead(cluster.nodes);
  await cluster.startAll();
  return { cluster, master: await whole(cluster), lead };
}

/** How many other sentinels each of these knows, and its quorum. */
const counts = async (cluster: Sandbox, nodes: readonly Node[]) =>
  Promise.all(
    nodes.map(async (node) => {
      const view = await viewOf(cluster, node);
      return `${view['num-other-sentinels']} ${view.quorum}`;
    }),
  );

test.each([
  ['the quorum is their majority', {}, '2 2'],
  // Until all are known again, a leader needs a majority of them as well.
  ['a quorum of one stays', { quorum: '1' }, '2 1'],
])('five sentinels become three without a restart: %s', async (_, env, wanted) => {
  const { cluster, master, lead } = await five(env);
  const kept = cluster.sentinels.slice(0, 3);
  const gone = cluster.sentinels.slice(3);
  await Promise.all(gone.map(async (node) => cluster.stop(node)));
  lead([...cluster.data, ...kept]);
  const areKnown = async () => (await counts(cluster, kept)).every((each) => each === wanted);
  await until('three are known', areKnown, 60_000);
  // With all variables as they were.
  for (const node of kept) {
    await cluster.stop(node);
    await cluster.start(node);
    await until('it answers', async () => (await viewOf(cluster, node)).flags === 'master');
  }
  await until('three are known again', areKnown, 60_000);
  // The machine of both.
  await Promise.all([
    cluster.kill(master),
    ...kept.slice(2).map(async (node) => cluster.kill(node)),
  ]);
  expect(await failedOver(cluster, master)).not.toBe(master);
});

test('sentinels that cannot be reached stay in the majority', async () => {
  const { cluster, lead } = await five({ quorum: '1' });
  const [s1, s2, s3, s4, s5] = cluster.sentinels;
  if (!s1 || !s2 || !s3 || !s4 || !s5) throw new Error('five sentinels');
  const cut = (nodes: readonly Node[], signal: NodeJS.Signals) => {
    for (const node of nodes) cluster.signal(node, signal);
  };
  const leaver = cluster.data.at(-1);
  // Names lead to all, but a replica that left is to be forgotten.
  cut([s4, s5], 'SIGSTOP');
  if (leaver) await cluster.stop(leaver);
  lead(cluster.nodes.filter((node) => node !== leaver));
  await until('the replica is forgotten', async () => {
    const views = await Promise.all([s1, s2, s3].map(async (node) => viewOf(cluster, node)));
    return views.every((view) => view['num-slaves'] === '1');
  });
  await sleep(25_000);
  // A leader needs the votes of a majority of the five.
  const needed = (line: string) => {
    const [others = 0, quorum = 0] = line.split(' ').map(Number);
    return Math.max(Math.floor((others + 1) / 2) + 1, quorum);
  };
  expect((await counts(cluster, [s1, s2, s3])).map(needed)).toEqual([3, 3, 3]);
  // The names of a part that is cut off lead only to itself.
  cut([s4, s5], 'SIGCONT');
  await until('all are known', async () =>
    (await counts(cluster, cluster.sentinels)).every((line) => line === '4 1'),
  );
  cut([s3, s4, s5], 'SIGSTOP');
  lead([...cluster.data, s1, s2]);
  await sleep(40_000);
  expect(await counts(cluster, [s1, s2])).toEqual(['4 1', '4 1']);
  cut([s3, s4, s5], 'SIGCONT');
});
