import { setTimeout as sleep } from 'node:timers/promises';
import { formatEndpoint, type Endpoint } from '../cluster/endpoint.ts';
import type { KnownNode } from '../cluster/sharded/sharded-snapshot.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import type { HeardEvent } from './event-watch.ts';
import { infoOf, replyText } from './fields.ts';
import { parseClusterNodes } from './parse-cluster-nodes.ts';

/** What one node reported last. */
interface View {
  readonly known: readonly KnownNode[];
  readonly isOk: boolean;
}

type Report = (channel: string, message: string) => void;

const everyMs = 100;
const retryMs = 300;

const about = ({ role, at, id }: KnownNode) =>
  `${role === 'replica' ? 'slave' : role} ${id.slice(0, 8)} ${at.host} ${at.port}`;

/** Ids of the masters by their first slots; a shard keeps its slots in a failover. */
const mastersBySlot = ({ known }: View) =>
  new Map(known.flatMap((node) => node.slots.map(({ from }) => [from, node] as const)));

function compareMasters(before: View, now: View, report: Report): void {
  const old = mastersBySlot(before);
  for (const [slot, node] of mastersBySlot(now)) {
    const last = old.get(slot);
    if (!last || last.id === node.id) continue;
    const { at } = node;
    report('+switch-master', `slots-${slot} ${last.at.host} ${last.at.port} ${at.host} ${at.port}`);
  }
}

const has = ({ flags }: KnownNode, flag: string) => flags.includes(flag);

/** Reports what changed in the view of one node. */
function compare(before: View, now: View, report: Report): void {
  const old = new Map(before.known.map((node) => [node.id, node]));
  for (const node of now.known) {
    const last = old.get(node.id);
    if (!last) report('+node', about(node));
    else {
      if (has(node, 'fail') && !has(last, 'fail')) report('+fail', about(node));
      else if (has(node, 'fail?') && !has(last, 'fail?') && !has(last, 'fail'))
        report('+pfail', about(node));
      const isWell = !has(node, 'fail') && !has(node, 'fail?');
      if (isWell && (has(last, 'fail') || has(last, 'fail?'))) report('-fail', about(node));
    }
    old.delete(node.id);
  }
  for (const node of old.values()) report('-node', about(node));
  compareMasters(before, now, report);
  if (before.isOk !== now.isOk) report(now.isOk ? '-cluster-down' : '+cluster-down', 'the cluster');
}

/**
 * Looks at every node of a Redis Cluster ten times a second, and reports what changed in its view as events: the
 * nodes themselves publish none.
 */
export class ShardWatch {
  readonly #options: () => ConnectionOptions;
  readonly #listener: (event: HeardEvent) => void;
  readonly #followed = new Set<string>();
  #isClosed = false;

  constructor(
    nodes: readonly Endpoint[],
    options: () => ConnectionOptions,
    listener: (event: HeardEvent) => void,
  ) {
    this.#options = options;
    this.#listener = listener;
    for (const at of nodes) this.add(at);
  }

  /** Looks at one more node. */
  add(at: Endpoint): void {
    const key = formatEndpoint(at);
    if (this.#followed.has(key)) return;
    this.#followed.add(key);
    void this.#follow(at);
  }

  async #follow(at: Endpoint): Promise<void> {
    let before: View | undefined;
    while (!this.#isClosed) {
      let connection: Connection | undefined;
      try {
        connection = await Connection.open(at, this.#options());
        for (;;) {
          const [nodes, info] = await connection.pipeline([
            ['CLUSTER', 'NODES'],
            ['CLUSTER', 'INFO'],
          ]);
          if (this.#isClosed) break;
          const { known } = parseClusterNodes(replyText(nodes));
          const view = { known, isOk: infoOf(info).get('cluster_state') === 'ok' };
          if (before && known.length > 0) compare(before, view, this.#reportFrom(at));
          if (known.length > 0) before = view;
          await sleep(everyMs);
        }
      } catch {
        // It is not running, or not yet.
      } finally {
        connection?.close();
      }
      if (!this.#isClosed) await sleep(retryMs);
    }
  }

  #reportFrom(from: Endpoint): Report {
    return (channel, message) =>
      this.#listener({ channel, message, from, atMs: performance.now() });
  }

  close(): void {
    this.#isClosed = true;
  }
}
