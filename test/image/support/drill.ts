// What every drill waits for: bounded, and with words for what did not come.
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reply } from './resp.ts';
import type { Node, Sandbox } from './sandbox.ts';
import { Writer } from './writer.ts';

export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(50);
  }
}

export type View = Readonly<Record<string, string>>;

/** A flat reply of names and values → name → value. */
export function fields(reply: Reply | undefined): View {
  if (!Array.isArray(reply)) return {};
  const words = reply.map(String);
  return Object.fromEntries(
    words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1] ?? '']] : [])),
  );
}

/** What this sentinel says of the master, field by field. */
export async function viewOf(sandbox: Sandbox, sentinel: Node): Promise<View> {
  return fields(await sandbox.ask(sentinel, 'SENTINEL', 'MASTER', 'mymaster'));
}

export async function views(sandbox: Sandbox): Promise<View[]> {
  return Promise.all(sandbox.sentinels.map(async (sentinel) => viewOf(sandbox, sentinel)));
}

/** How each data node's log ends, for a failure that cannot be seen again. */
const lastWords = (sandbox: Sandbox): string =>
  sandbox.data
    .map((node) => `${node.name}: ${sandbox.log(node).split('\n').slice(-8).join('\n    ')}`)
    .join('\n');

/** One master with these replicas, and every sentinel that runs names it and knows its fellows. */
export async function whole(
  sandbox: Sandbox,
  withinMs = 30_000,
  replicas = sandbox.data.length - 1,
): Promise<Node> {
  let last = 'nothing';
  return until(
    `a whole cluster (${sandbox.dir})`,
    async () => {
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
    },
    withinMs,
  ).catch((error: unknown) => {
    throw new Error(
      `${error instanceof Error ? error.message : String(error)}; last seen ${last}\n${lastWords(sandbox)}`,
    );
  });
}

export async function epochs(sandbox: Sandbox): Promise<string[]> {
  return (await views(sandbox)).map((view) => view['config-epoch'] ?? '?');
}

export function writerOf(sandbox: Sandbox): Writer {
  return new Writer(
    sandbox.sentinels.map((node) => sandbox.endpoint(node)),
    sandbox.data.map((node) => sandbox.endpoint(node).password)[0],
  );
}

/** A bound in ms: with other work waiting for every core, only the worst case can be held to. */
export function boundMs(alone: number, busy: number): number {
  const [load = 0] = os.loadavg();
  return load > 2 * os.availableParallelism() ? busy : alone;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Lines that start.sh itself wrote. */
export const decisions = (log: string): string[] =>
  log.split('\n').filter((line) => /^\d{4}-\d\d-\d\dT\S+ \w+: /.test(line));

/** Another node than `old` is the only master, and takes writes. */
export async function failedOver(sandbox: Sandbox, old: Node, withinMs = 20_000): Promise<Node> {
  return until(
    `another master than ${old.name}`,
    async () => {
      const masters = (await sandbox.masters()).filter((node) => node !== old);
      return masters.length === 1 ? masters[0] : undefined;
    },
    withinMs,
  );
}
