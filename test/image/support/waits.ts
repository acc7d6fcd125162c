// The conditions that cluster tests wait for, with a timeout and a message about what is missing.
import { setTimeout as sleep } from 'node:timers/promises';
import { fieldsOf } from '../../../src/redis/fields.ts';
import { Sandbox, type Node, type SandboxOptions } from './sandbox.ts';

export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 60_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(50);
  }
}

export type View = Readonly<Record<string, string>>;

/** The fields that this sentinel reports for the master. */
export async function viewOf(sandbox: Sandbox, sentinel: Node): Promise<View> {
  const name = sandbox.env.master_name ?? 'mymaster';
  const reply = await sandbox.ask(sentinel, 'SENTINEL', 'MASTER', name);
  return Object.fromEntries(fieldsOf(reply));
}

export async function views(sandbox: Sandbox): Promise<View[]> {
  return Promise.all(sandbox.sentinels.map(async (sentinel) => viewOf(sandbox, sentinel)));
}

export async function epochs(sandbox: Sandbox): Promise<string[]> {
  return (await views(sandbox)).map((view) => view['config-epoch'] ?? '?');
}

/** The epoch that all sentinels have. One that was away receives it with the next message of a peer. */
export async function oneEpoch(sandbox: Sandbox): Promise<number> {
  const only = async () => {
    const [epoch, ...others] = new Set(await epochs(sandbox));
    return others.length === 0 && epoch;
  };
  return Number(await until('one epoch', only));
}

/** The end of each data node's log, for failures that are hard to reproduce. */
const lastLines = (sandbox: Sandbox): string =>
  sandbox.data
    .map((node) => `${node.name}: ${sandbox.log(node).split('\n').slice(-8).join('\n    ')}`)
    .join('\n');

/** One master with these replicas, which every running sentinel names. The sentinels know each other. */
export async function whole(
  sandbox: Sandbox,
  withinMs = 60_000,
  replicas = sandbox.data.length - 1,
): Promise<Node> {
  let last = 'nothing';
  const look = async () => {
    const masters = await sandbox.masters();
    const [master] = masters;
    const seen = await views(sandbox);
    last = JSON.stringify([
      masters.map((node) => node.name),
      seen.map((view) => [view.ip, view.flags, view['num-slaves']]),
    ]);
    if (masters.length !== 1 || master === undefined) return undefined;
    const role = await sandbox.ask(master, 'ROLE');
    if (!Array.isArray(role) || !Array.isArray(role[2]) || role[2].length !== replicas)
      return undefined;
    const agreed = seen.every(
      (view) =>
        view.ip === master.address &&
        view.flags === 'master' &&
        Number(view['num-other-sentinels']) === sandbox.sentinels.length - 1 &&
        Number(view['num-slaves']) >= replicas,
    );
    return agreed ? master : undefined;
  };
  return until('a whole cluster', look, withinMs).catch((error: unknown) => {
    const words = error instanceof Error ? error.message : String(error);
    throw new Error(`${words}; last seen ${last}\n${lastLines(sandbox)}`);
  });
}

/** A complete cluster and its master. */
export async function started(options: SandboxOptions = {}): Promise<[Sandbox, Node]> {
  const sandbox = await Sandbox.open(options);
  await sandbox.startAll();
  return [sandbox, await whole(sandbox)];
}

/** Another node than `old` is the only master. */
export async function failedOver(sandbox: Sandbox, old: Node, withinMs = 40_000): Promise<Node> {
  return until(
    `another master than ${old.name}`,
    async () => {
      const masters = (await sandbox.masters()).filter((node) => node !== old);
      return masters.length === 1 ? masters[0] : undefined;
    },
    withinMs,
  );
}

/** A script that sets this many keys, whose names begin with `prefix`, and replies with their number. */
export const fill = (count: number, prefix = ''): string =>
  `for i = 1, ${count} do redis.call('set', '${prefix}' .. i, i) end return ${count}`;

/** Repeats a write until the node accepts it: a new master refuses writes until the sentinels have heard it. */
export async function wrote(
  sandbox: Sandbox,
  node: Node,
  ...words: readonly string[]
): Promise<void> {
  await until(
    `${node.name} accepts ${words[0]}`,
    async () => (await sandbox.ask(node, ...words)) !== undefined,
  );
}

/** This replica has all that the master has now. */
export async function caughtUp(sandbox: Sandbox, replica: Node, master: Node): Promise<void> {
  const offset = async (node: Node, field: string) => {
    const info = await sandbox.ask(node, 'INFO', 'replication');
    return Number(new RegExp(`^${field}:(\\d+)`, 'm').exec(String(info))?.[1]);
  };
  const goal = await offset(master, 'master_repl_offset');
  await until(
    `${replica.name} at offset ${goal}`,
    async () => (await offset(replica, 'slave_repl_offset')) >= goal,
  );
}

/** Lines that start.sh itself wrote. */
export const decisions = (log: string): string[] =>
  log.split('\n').filter((line) => /^\d{4}-\d\d-\d\dT\S+ \w+: /.test(line));

/** The last of them: what the node decided when it started. */
export const lastDecision = (sandbox: Sandbox, node: Node): string =>
  decisions(sandbox.log(node)).at(-1) ?? '';
