import { failedOver, started, until, viewOf } from './waits.ts';
import type { Node } from './sandbox.ts';

/** Stops all sentinels from the fourth on for good, and restarts the others, which find only each other by name. */
async function reduced(sentinels: number, env: Readonly<Record<string, string>>) {
  const [cluster, master] = await started({ sentinels });
  const kept = cluster.sentinels.slice(0, 3);
  await Promise.all(cluster.sentinels.slice(3).map(async (node) => cluster.stop(node)));
  const sentinel_hosts = kept.map(({ address }) => address).join(',');
  for (const node of kept) {
    await cluster.stop(node);
    node.env = { ...env, sentinel_hosts };
    await cluster.start(node);
    await until('it answers', async () => (await viewOf(cluster, node)).flags === 'master');
  }
  return { cluster, master, kept };
}

/** Three of these sentinels are left, forget the others within a minute, and fail over. Returns the new master. */
export async function becomeThree(
  sentinels: number,
  env: Readonly<Record<string, string>>,
): Promise<Node> {
  const { cluster, master, kept } = await reduced(sentinels, env);
  const hasForgotten = async (node: Node) => {
    const view = await viewOf(cluster, node);
    const quorum = await cluster.ask(node, 'SENTINEL', 'CKQUORUM', 'mymaster');
    return (
      view['num-other-sentinels'] === '2' &&
      view['num-slaves'] === '2' &&
      view.quorum === '2' &&
      String(quorum).startsWith('OK 3 usable')
    );
  };
  for (const node of kept)
    await until(`${node.name} has forgotten them`, async () => hasForgotten(node), 60_000);
  await cluster.kill(master);
  return failedOver(cluster, master);
}
