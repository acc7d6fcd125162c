import { infoOf } from '../../../src/redis/fields.ts';
import type { ImageNode, ImageNodes } from './image-nodes.ts';
import type { Sandbox } from './sandbox.ts';
import { caughtUp, until } from './waits.ts';

/**
 * Waits until a data node has in its file what it has in memory. Redis postpones the write to the append-only file for
 * up to two seconds while an fsync runs (aof.c); until then, a kill loses it.
 */
export async function fileWritten<N extends ImageNode>(
  nodes: ImageNodes<N>,
  node: N,
): Promise<void> {
  await until(`${node.name} has written its file`, async () => {
    const info = infoOf(await nodes.ask(node, 'INFO', 'persistence'));
    return info.get('aof_buffer_length') === '0';
  });
}

/**
 * Sends SIGKILL to every node as soon as each data node that runs has all that the master acknowledged, in its file.
 */
export async function killAll(cluster: Sandbox): Promise<void> {
  const [master] = await cluster.masters();
  if (master === undefined) throw new Error('no master');
  for (const node of cluster.data) {
    if (cluster.pids(node).length === 0) continue;
    if (node !== master) await caughtUp(cluster, node, master);
    await fileWritten(cluster, node);
  }
  for (const node of cluster.nodes) await cluster.kill(node);
}
