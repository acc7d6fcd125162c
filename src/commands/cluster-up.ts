import { usageError } from '../diagnostics/usage-error.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Argv } from 'yargs';
import { formatEndpoint } from '../cluster/endpoint.ts';
import { describeEvent } from '../cluster/sandbox/describe-event.ts';
import { isSentinel, type NodeSpec, type SandboxPlan } from '../cluster/sandbox/node-spec.ts';
import type { Runtime } from '../cluster/sandbox/runtime.ts';
import { CatalogError } from '../diagnostics/diagnostic.ts';
import { drawTopology } from '../cluster/status/topology.ts';
import { EventWatch } from '../redis/event-watch.ts';
import { interruptedCode } from '../diagnostics/exit-code.ts';
import type { Io } from '../terminal/io.ts';
import { clusterEntry } from '../actions/sandbox/load-cluster-entry.ts';
import { connectionSnippet } from './format-connection.ts';
import { once } from './options.ts';
import { imageForNodes } from '../actions/sandbox/prepare-image.ts';
import { openCluster, readKept } from '../actions/sandbox/open-folder-cluster.ts';
import { chooseRuntime, runtimeOptions } from '../actions/sandbox/choose-runtime.ts';
import { passwordsOf, stopAll, untilHealthy } from '../actions/sandbox/cluster-health.ts';

/** The options of `cluster up`. */
export function builder(yargs: Argv) {
  return runtimeOptions(yargs)
    .option('replicas', {
      type: 'number',
      describe: 'how many replicas (default: as the answers say, 2)',
    })
    .option('sentinels', {
      type: 'number',
      describe: 'how many sentinels (default: as the answers say, 3)',
    })
    .option('answers', {
      alias: 'a',
      type: 'string',
      coerce: once('answers'),
      describe: 'an answers file; the nodes get what its entry would give them',
    })
    .option('dir', {
      type: 'string',
      default: 'redis-cluster',
      coerce: once('dir'),
      describe: 'a folder for data and logs; a second up there goes on with them',
    })
    .option('port-base', {
      type: 'number',
      describe: 'port of the master; replicas get the next, sentinels the one after',
    })
    .example('$0 cluster up', 'one master, two replicas, three sentinels, until Ctrl-C')
    .example(
      '$0 cluster up --runtime docker',
      'the same as containers of the entry’s own image, built when it is not there',
    )
    .example(
      '$0 cluster up -a redis.yml --replicas 4 --dir /tmp/redis',
      'as an answers file says, larger',
    )
    .epilogue(
      'Without --runtime: as before in this folder; else processes where redis-server is installed, else containers. Ctrl-C stops all that was started; the data stays in the folder. Kill a node by hand to see a failover: it is started again after three seconds.',
    );
}

export type Arguments = Awaited<ReturnType<typeof builder>['argv']>;

/** It stands in lines of configuration files and of the script's lists. */
function checkFolder(dir: string): void {
  if (/\p{Cc}/u.test(dir))
    throw usageError(
      `--dir has a line break or another control character in it: ${JSON.stringify(dir)}`,
      'choose another folder, such as --dir redis-cluster',
    );
}

function checkNumber(name: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined) return;
  if (!Number.isInteger(value) || value < least || value > most)
    throw usageError(
      `--${name} wants a whole number from ${least} to ${most}`,
      `such as --${name} ${Math.max(least, 3)}`,
    );
}

const restartAfterMs = 3000;
const sameWithinMs = 5000;

const clock = () => new Date().toTimeString().slice(0, 8);

/** Prints each event once, though every sentinel tells it. */
function eventPrinter(io: Io): (words: string) => void {
  const seen = new Map<string, number>();
  return (words) => {
    const now = performance.now();
    const before = seen.get(words);
    seen.set(words, now);
    if (before !== undefined && now - before < sameWithinMs) return;
    io.out(`${io.paint.out('dim', clock())}  ${words}\n`);
  };
}

class UpSession {
  readonly #plan: SandboxPlan;
  readonly #io: Io;
  readonly #print: (words: string) => void;
  readonly #runtime: Runtime;

  constructor(plan: SandboxPlan, io: Io, runtime: Runtime) {
    this.#plan = plan;
    this.#io = io;
    this.#runtime = runtime;
    this.#print = eventPrinter(io);
  }

  /** A container that ends is started again by Rancher; here it is no different. */
  readonly restart = (node: NodeSpec, code: number | null): void => {
    if (this.#io.signal.aborted) return;
    const how = code === null ? 'was killed' : `ended with status ${code}`;
    this.#print(
      `${node.name} at ${formatEndpoint(node.at)} ${how}; starting it again in ${restartAfterMs / 1000} s`,
    );
    void this.#startAgain(node);
  };

  async #startAgain(node: NodeSpec): Promise<void> {
    await sleep(restartAfterMs, undefined, { signal: this.#io.signal }).catch(() => {});
    if (this.#io.signal.aborted) return;
    try {
      // What it left behind would hold its address.
      await this.#runtime.kill(node);
      await this.#runtime.start(node);
    } catch (error) {
      if (!(error instanceof CatalogError) || this.#io.signal.aborted) return;
      this.#print(
        `${node.name} cannot be started: ${error.diagnostics[0]?.message ?? ''}; trying again`,
      );
      void this.#startAgain(node);
    }
  }

  async show(): Promise<void> {
    const { nodes, masterName } = this.#plan;
    const { signal } = this.#io;
    const bounds = { withinMs: 60_000, signal };
    const snapshot = await untilHealthy(nodes, masterName, this.#runtime, bounds);
    if (!snapshot) return;
    const sentinels = nodes.filter(isSentinel).map(({ at }) => at);
    const passwords = passwordsOf(nodes);
    this.#io.out(
      `${drawTopology(snapshot)}\n\n${connectionSnippet(sentinels, masterName, passwords)}\n`,
    );
    this.#io.err('\nCtrl-C stops it; what happens is shown here:\n');
    const { sentinelPassword } = passwords;
    const watch = new EventWatch(
      sentinels,
      sentinelPassword === undefined ? {} : { password: sentinelPassword },
      (event) => {
        const words = describeEvent(event);
        if (words !== undefined) this.#print(words);
      },
    );
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    watch.close();
  }
}

/** Brings a cluster up and keeps it until Ctrl-C. Returns the exit code. */
export async function run(args: Arguments, io: Io): Promise<number> {
  checkFolder(args.dir ?? '');
  checkNumber('replicas', args.replicas, 0, 20);
  checkNumber('sentinels', args.sentinels, 1, 21);
  checkNumber('port-base', args.portBase, 1024, 65_533);
  const dir = args.dir ?? 'redis-cluster';
  const kind = await chooseRuntime(args, { dir, runtime: readKept(dir)?.runtime });
  const entry = await clusterEntry(args.answers, io);
  const image = kind === 'docker' ? await imageForNodes(entry, args.image, io) : undefined;
  if (io.signal.aborted) return interruptedCode;
  const current: { session?: UpSession } = {};
  const { plan, folder, runtime } = await openCluster(entry, {
    ...args,
    dir,
    image,
    onEnd: (node, code) => current.session?.restart(node, code),
  });
  const session = new UpSession(plan, io, runtime);
  current.session = session;
  const what = image === undefined ? 'nodes' : `containers of ${image}`;
  io.err(`starting ${plan.nodes.length} ${what} in ${folder} …\n`);
  try {
    for (const node of plan.nodes) if (!io.signal.aborted) await runtime.start(node);
    await session.show();
    io.err('\nstopping …\n');
    await stopAll(plan.nodes, plan.masterName, runtime);
    io.err(`all is stopped; the data stays in ${folder}\n`);
  } finally {
    await runtime.destroy();
  }
  return io.signal.aborted ? interruptedCode : 0;
}
