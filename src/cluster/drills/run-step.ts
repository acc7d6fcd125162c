import { formatEndpoint } from '../endpoint.ts';
import { isSentinel, type NodeSpec } from '../sandbox/node-spec.ts';
import type { StepRunner } from './step-runner.ts';
import type { Selector, Step, StepOf } from './drill.ts';
import { DrillFault } from './drill-fault.ts';
import { sentinelsOf } from './master-facts.ts';
import type { DrillNetwork, Rig } from './rig.ts';

/** A command can be rejected, or end its node. */
const tolerate = async (promise: Promise<unknown>) => promise.catch(() => undefined);

const names = (nodes: readonly NodeSpec[]) => nodes.map(({ name }) => name).join(', ');

function networkOf(rig: Rig): DrillNetwork {
  if (!rig.network) throw new DrillFault('this runtime does not have a network of its own');
  return rig.network;
}

async function selectAll(runner: StepRunner, who: readonly Selector[]): Promise<NodeSpec[]> {
  return (await Promise.all(who.map(async (one) => runner.select(one)))).flat();
}

async function restartEach(
  runner: StepRunner,
  rig: Rig,
  nodes: readonly NodeSpec[],
): Promise<void> {
  // The master last, so that it changes only once.
  const master = await runner.master();
  const ordered = [
    ...nodes.filter((node) => node !== master),
    ...nodes.filter((node) => node === master),
  ];
  for (const node of ordered) {
    runner.mark(`restart ${node.name}`);
    await runner.stop([node]);
    await rig.sleep(300);
    await runner.start([node]);
    await runner.until('healthy', 40_000);
  }
}

async function expectQuorum(runner: StepRunner, rig: Rig, matches: RegExp): Promise<void> {
  const voter = rig.nodes().find((node) => isSentinel(node) && rig.runtime.isRunning(node));
  if (!voter) throw new DrillFault('no sentinel is running');
  const answer = await rig
    .ask(voter, ['SENTINEL', 'CKQUORUM', 'mymaster'])
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (!matches.test(String(answer)))
    runner.faults.push(`unexpected reply of CKQUORUM: ${String(answer)}`);
}

async function expectListed(
  runner: StepRunner,
  rig: Rig,
  node: NodeSpec,
  isListed: boolean,
): Promise<void> {
  const until = rig.now() + 15_000;
  const isSo = async () => {
    const look = await rig.inspect();
    return sentinelsOf(look?.snapshot).every(
      (view) =>
        view.replicas.some(({ at }) => `${at.host}:${at.port}` === formatEndpoint(node.at)) ===
        isListed,
    );
  };
  while (rig.now() < until) {
    if (await isSo()) return;
    await rig.sleep(200);
  }
  runner.faults.push(
    `${node.name} is ${isListed ? 'not listed' : 'still listed'} by the sentinels`,
  );
}

async function collect(runner: StepRunner, what: Promise<readonly string[]>): Promise<void> {
  runner.faults.push(...(await what));
}

/** The function that runs each kind of step. */
type StepHandlers = {
  readonly [A in Step['kind']]: (step: StepOf<A>, runner: StepRunner, rig: Rig) => Promise<void>;
};

/** Acts on all nodes that a step selects, side by side. */
async function onEach(
  step: { readonly kind: string; readonly who: Selector },
  runner: StepRunner,
  act: (node: NodeSpec) => Promise<unknown>,
): Promise<void> {
  const nodes = await runner.select(step.who);
  runner.mark(`${step.kind} ${names(nodes)}`);
  await runner.each(nodes, act);
}

async function switchOver(runner: StepRunner, rig: Rig): Promise<void> {
  runner.mark('switchover');
  const fault = await rig.switchover();
  if (fault !== undefined) runner.faults.push(`the switchover failed: ${fault}`);
}

async function buildClient(withinMs: number, runner: StepRunner, rig: Rig): Promise<void> {
  const began = rig.now();
  const error = await rig.newClient(withinMs);
  if (error === undefined) runner.faults.push('a new client connected without a sentinel');
  const tookMs = rig.now() - began;
  if (tookMs > withinMs) runner.faults.push(`a new client waited for ${Math.round(tookMs)} ms`);
}

async function expectMaster(runner: StepRunner, who: Selector): Promise<void> {
  const [wanted] = await runner.select(who);
  const master = await runner.master();
  if (master !== wanted)
    runner.faults.push(`${master.name} was promoted, not ${wanted?.name ?? ''}`);
}

async function cut(step: StepOf<'cut'>, runner: StepRunner, rig: Rig): Promise<void> {
  const nodes = await selectAll(runner, step.some);
  const from = step.from && (await selectAll(runner, step.from));
  runner.cutsMs.push(rig.now());
  runner.mark(`cut off ${names(nodes)} from ${from ? names(from) : 'the others'}`);
  await networkOf(rig).cut(nodes, from);
}

const nodeHandlers: Pick<
  StepHandlers,
  'kill' | 'freeze' | 'thaw' | 'start' | 'stop' | 'shutdown' | 'empty' | 'restart-each' | 'command'
> = {
  kill: async (step, runner, rig) => onEach(step, runner, async (node) => rig.runtime.kill(node)),
  freeze: async (step, runner, rig) =>
    onEach(step, runner, async (node) => rig.runtime.freeze(node)),
  thaw: async (step, runner, rig) => onEach(step, runner, async (node) => rig.runtime.thaw(node)),
  start: async (step, runner) => onEach(step, runner, async (node) => runner.start([node])),
  stop: async (step, runner) => onEach(step, runner, async (node) => runner.stop([node])),
  shutdown: async (step, runner, rig) =>
    onEach(step, runner, async (node) => tolerate(rig.ask(node, ['SHUTDOWN']))),
  empty: async (step, runner, rig) =>
    onEach(step, runner, async (node) => rig.runtime.emptyData(node)),
  'restart-each': async ({ who }, runner, rig) =>
    restartEach(runner, rig, await runner.select(who)),
  command: async ({ who, command }, runner, rig) =>
    onEach({ kind: command.join(' '), who }, runner, async (node) =>
      tolerate(rig.ask(node, command)),
    ),
};

const networkHandlers: Pick<
  StepHandlers,
  'cut' | 'heal' | 'names' | 'move' | 'block-disk' | 'unblock-disk' | 'step-clock'
> = {
  cut,
  heal: async (_step, runner, rig) => {
    runner.mark('network healed');
    await networkOf(rig).heal();
  },
  names: async ({ mode, who }, runner, rig) => {
    runner.mark(`names: ${mode}`);
    networkOf(rig).setNames(mode, await selectAll(runner, who));
  },
  move: async (_step, runner, rig) => {
    runner.mark('new addresses');
    await networkOf(rig).move();
  },
  'block-disk': async (step, runner, rig) =>
    onEach(step, runner, async (node) => networkOf(rig).setDisk(node, false)),
  'unblock-disk': async (step, runner, rig) =>
    onEach(step, runner, async (node) => networkOf(rig).setDisk(node, true)),
  'step-clock': async ({ who, seconds }, runner, rig) =>
    onEach({ kind: `clock offset ${seconds} s at`, who }, runner, async (node) =>
      networkOf(rig).stepClock(node, seconds),
    ),
};

const stepHandlers: StepHandlers = {
  ...nodeHandlers,
  ...networkHandlers,
  wait: async ({ ms }, _acts, rig) => rig.sleep(ms),
  until: async ({ what, withinMs }, runner) => runner.until(what, withinMs),
  'watch-no-failover': async ({ ms }, runner) => runner.watchNoFailover(ms),
  'expect-quorum': async ({ matches }, runner, rig) => expectQuorum(runner, rig, matches),
  'forget-events': async (_step, runner) => runner.forgetEvents(),
  switchover: async (_step, runner, rig) => switchOver(runner, rig),
  'new-client': async ({ failsWithinMs }, runner, rig) => buildClient(failsWithinMs, runner, rig),
  fill: async ({ mebibytes }, _acts, rig) => rig.fill(mebibytes),
  scale: async ({ replicas, sentinels }, runner, rig) => {
    runner.mark(`scale to ${replicas} replicas and ${sentinels} sentinels`);
    await rig.scale(replicas, sentinels);
  },
  'scale-nodes': async ({ nodes }, runner, rig) => {
    runner.mark(`scale to ${nodes} nodes`);
    await rig.scaleNodes(nodes);
  },
  'rotate-passwords': async (_step, runner, rig) => {
    runner.mark('new passwords');
    await collect(runner, rig.rotatePasswords());
  },
  'replace-nodes': async (_step, runner, rig) =>
    collect(
      runner,
      rig.replaceNodes((label) => runner.mark(label)),
    ),
  'cold-starts': async ({ times }, runner, rig) => collect(runner, rig.coldStarts(times)),
  'expect-listed': async ({ who, isListed }, runner, rig) => {
    const nodes = await runner.select(who);
    await runner.each(nodes, async (node) => expectListed(runner, rig, node, isListed));
  },
  'expect-master': async ({ who }, runner) => expectMaster(runner, who),
};

/** Runs one step of a drill. Throws a DrillFault if the drill cannot continue. */
export async function runStep(step: Step, runner: StepRunner, rig: Rig): Promise<void> {
  // The table has for each kind the function that takes its step; the compiler cannot follow that.
  const handle = stepHandlers[step.kind] as (
    step: Step,
    runner: StepRunner,
    rig: Rig,
  ) => Promise<void>;
  await handle(step, runner, rig);
}
