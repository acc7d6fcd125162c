import type { StatusFinding } from '../../cluster/rules/status-rule.ts';
import type { NodeSpec } from '../../cluster/sandbox/node-spec.ts';
import { shardedRules } from '../../cluster/sharded/rules/sharded-rules.ts';
import type { ShardedSnapshot } from '../../cluster/sharded/sharded-snapshot.ts';
import { checkWith } from '../../cluster/status/check-snapshot.ts';
import { readSharded } from '../../redis/read-sharded.ts';
import type { Runtime } from '../../cluster/sandbox/runtime.ts';
import { passwordsOf, waitUntilWell, type WaitLimits } from './cluster-health.ts';

/** A Redis Cluster at one moment, with its errors. */
export interface SeenShards {
  readonly snapshot: ShardedSnapshot;
  readonly errors: readonly StatusFinding[];
}

/** Reads the state of a sandbox of a Redis Cluster and checks it; undefined while no node answers. */
export async function inspectShards(
  nodes: readonly NodeSpec[],
  timeoutMs = 400,
): Promise<SeenShards | undefined> {
  const { password } = passwordsOf(nodes);
  const { snapshot } = await readSharded({
    nodes: nodes.map(({ at }) => at),
    timeoutMs,
    ...(password === undefined ? {} : { password }),
  });
  if (!snapshot) return undefined;
  const errors = checkWith(shardedRules, snapshot).filter(({ severity }) => severity === 'error');
  return { snapshot, errors };
}

/** Whether every node answers, and knows all others and no more. */
export function areJoined({ dataNodes }: ShardedSnapshot, nodes: readonly NodeSpec[]): boolean {
  return (
    dataNodes.length === nodes.length &&
    dataNodes.every(({ known }) => known.length === nodes.length) &&
    dataNodes.every(({ role, id, known }) => {
      const own = known.find((line) => line.id === id);
      return role === 'replica' || (own !== undefined && own.slots.length > 0);
    })
  );
}

/** Waits until a sandbox of a Redis Cluster is complete and healthy; throws the problem after `withinMs`. */
export async function waitUntilJoined(
  nodes: readonly NodeSpec[],
  runtime: Runtime,
  limits: WaitLimits,
): Promise<ShardedSnapshot | undefined> {
  const look = async () => {
    const seen = await inspectShards(nodes);
    return seen && { ...seen, isComplete: areJoined(seen.snapshot, nodes) };
  };
  return waitUntilWell(look, nodes, runtime, limits);
}
