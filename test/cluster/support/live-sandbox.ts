// A sandbox cluster for tests, brought up as the program itself brings them up.
import { formatEndpoint } from '../../../src/cluster/endpoint.ts';
import {
  isSentinel,
  type Environment,
  type NodeSpec,
} from '../../../src/cluster/sandbox/node-spec.ts';
import { clusterEntry } from '../../../src/actions/sandbox/load-cluster-entry.ts';
import {
  openSandbox,
  type DrillSandbox,
} from '../../../src/actions/drilling/sandboxes/open-process-sandbox.ts';
import { passwordsOf, untilHealthy } from '../../../src/actions/sandbox/cluster-health.ts';
import { noPaint } from '../../../src/diagnostics/format-diagnostic.ts';
import { askOnce } from '../../../src/redis/connection.ts';
import type { Reply } from '../../../src/redis/resp.ts';
import type { Io } from '../../../src/terminal/io.ts';

export const signal = new AbortController().signal;

export const silentIo: Io = {
  out: () => {},
  err: () => {},
  paint: { out: noPaint, err: noPaint },
  width: 100,
  showsProgress: false,
  signal,
};

export interface LiveSandbox extends DrillSandbox {
  /** For `--sentinels`. */
  readonly sentinels: string;
  node(name: string): NodeSpec;
  ask(name: string, ...words: readonly string[]): Promise<Reply | undefined>;
  healthy(): Promise<void>;
}

/** A whole cluster, healthy; the caller destroys it. */
export async function liveSandbox(env: Environment = {}): Promise<LiveSandbox> {
  const sandbox = await openSandbox(await clusterEntry(undefined, silentIo), { env });
  const { nodes, runtime, masterName } = sandbox;
  const node = (name: string) => {
    const found = nodes.find((one) => one.name === name);
    if (!found) throw new Error(`no node ${name}`);
    return found;
  };
  const healthy = async () => {
    await untilHealthy(nodes, masterName, runtime, { withinMs: 60_000, signal });
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
