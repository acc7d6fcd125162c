// A sandbox cluster for tests, started with the functions that `cluster up` uses.
import { formatEndpoint } from '../../../src/cluster/endpoint.ts';
import {
  isSentinel,
  type Environment,
  type NodeSpec,
} from '../../../src/cluster/sandbox/node-spec.ts';
import { loadClusterEntry } from '../../../src/actions/sandbox/load-cluster-entry.ts';
import type { DrillSandbox } from '../../../src/actions/drilling/sandboxes/drill-sandbox.ts';
import { openProcessSandbox } from '../../../src/actions/drilling/sandboxes/open-process-sandbox.ts';
import { passwordsOf, waitUntilHealthy } from '../../../src/actions/sandbox/cluster-health.ts';
import { askOnce } from '../../../src/redis/connection.ts';
import type { Reply } from '../../../src/redis/resp.ts';

export const signal = new AbortController().signal;

export interface LiveSandbox extends DrillSandbox {
  /** The value for `--sentinels`. */
  readonly sentinels: string;
  node(name: string): NodeSpec;
  ask(name: string, ...words: readonly string[]): Promise<Reply | undefined>;
  healthy(): Promise<void>;
}

/** Starts a complete, healthy cluster. The caller destroys it. */
export async function liveSandbox(env: Environment = {}): Promise<LiveSandbox> {
  const sandbox = await openProcessSandbox(await loadClusterEntry(undefined), { env });
  const { nodes, runtime, masterName } = sandbox;
  const node = (name: string) => {
    const found = nodes.find((one) => one.name === name);
    if (!found) throw new Error(`no node ${name}`);
    return found;
  };
  const healthy = async () => {
    await waitUntilHealthy(nodes, masterName, runtime, { withinMs: 60_000, signal });
  };
  for (const one of nodes) await runtime.start(one);
  await healthy();
  return {
    ...sandbox,
    sentinels: nodes
      .filter(isSentinel)
      .map(({ at }) => formatEndpoint(at))
      .join(','),
    node,
    healthy,
    async ask(name, ...words) {
      const { password, sentinelPassword } = passwordsOf(nodes);
      const one = node(name);
      const secret = isSentinel(one) ? sentinelPassword : password;
      const [reply] = await askOnce(
        one.at,
        secret === undefined ? {} : { password: secret },
        words,
      );
      return reply;
    },
  };
}
