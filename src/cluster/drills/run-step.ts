import { formatEndpoint } from '../endpoint.ts';
import { isSentinel, type NodeSpec } from '../sandbox/node-spec.ts';
import type { Acts } from './step-runner.ts';
import type { Selector, Step } from './drill.ts';
import { DrillFault } from './drill-fault.ts';
import type { DrillNetwork, Rig } from './rig.ts';

/** A command may be refused, or its node die of it. */
const tolerate = async (promise: Promise<unknown>) => promise.catch(() => undefined);

const names = (nodes: readonly NodeSpec[]) => nodes.map(({ name }) => name).join(', ');

function networkOf(rig: Rig): DrillNetwork {
  if (!rig.network) throw new DrillFault('this runtime has no network of its own');
  return rig.network;
}

async function selectAll(acts: Acts, who: readonly Selector[]): Promise<NodeSpec[]> {
  return (await Promise.all(who.map(async (one) => acts.select(one)))).flat();
}

async function restartEach(acts: Acts, rig: Rig, nodes: readonly NodeSpec[]): Promise<void> {
  // The master last, so that it changes once only.
  const master = await acts.master();
  const ordered = [
    ...nodes.filter((node) => node !== master),
    ...nodes.filter((node) => node === master),
  ];
  for (const node of ordered) {
    acts.mark(`restart ${node.name}`);
    await acts.stop([node]);
    await rig.sleep(300);
    await acts.start([node]);
    await acts.until('healthy', 40_000);
  }
}

async function expectQuorum(acts: Acts, rig: Rig, matches: RegExp): Promise<void> {
  const voter = rig.nodes().find((node) => isSentinel(node) && rig.runtime.isRunning(node));
  if (!voter) throw new DrillFault('no sentinel runs');
  const answer = await rig
    .ask(voter, ['SENTINEL', 'CKQUORUM', 'mymaster'])
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  if (!matches.test(String(answer))) acts.faults.push(`CKQUORUM answers: ${String(answer)}`);
}

async function expectListed(
  acts: Acts,
  rig: Rig,
  node: NodeSpec,
  isListed: boolean,
): Promise<void> {
  const until = rig.now() + 15_000;
  const isSo = async () => {
    const look = await rig.look();
    return look?.snapshot.sentinels.every(
      (view) =>
        view.replicas.some(({ at }) => `${at.host}:${at.port}` === formatEndpoint(node.at)) ===
        isListed,
    );
  };
  while (rig.now() < until) {
    if (await isSo()) return;
    await rig.sleep(200);
  }
  acts.faults.push(`${node.name} is ${isListed ? 'not listed' : 'still listed'} by the sentinels`);
}

async function collect(acts: Acts, what: Promise<readonly string[]>): Promise<void> {
  acts.faults.push(...(await what));
}

type StepOf<A extends Step['act']> = Extract<Step, { readonly act: A }>;

/** How each act is done. */
type Doers = {
  readonly [A in Step['act']]: (step: StepOf<A>, acts: Acts, rig: Rig) => Promise<void>;
};

/** An act on each of the nodes that a step selects, side by side. */
async function onEach(
  step: { readonly act: string; readonly who: Selector },
  acts: Acts,
  act: (node: NodeSpec) => Promise<unknown>,
): Promise<void> {
  const nodes = await acts.select(step.who);
  acts.mark(`${step.act} ${names(nodes)}`);
  await acts.each(nodes, act);
}

async function switchOver(acts: Acts, rig: Rig): Promise<void> {
  acts.mark('switchover');
  const fault = await rig.switchover();
  if (fault !== undefined) acts.faults.push(`the switchover says: ${fault}`);
}

async function buildClient(withinMs: number, acts: Acts, rig: Rig): Promise<void> {
  const began = rig.now();
  const words = await rig.newClient(withinMs);
  if (words === undefined) acts.faults.push('a new client could connect without a sentinel');
  const tookMs = rig.now() - began;
  if (tookMs > withinMs) acts.faults.push(`a new client hung for ${Math.round(tookMs)} ms`);
}

async function expectMaster(acts: Acts, who: Selector): Promise<void> {
  const [wanted] = await acts.select(who);
  const master = await acts.master();
  if (master !== wanted)
    acts.faults.push(`${master.name} was chosen, and not ${wanted?.name ?? ''}`);
}

async function cut(step: StepOf<'cut'>, acts: Acts, rig: Rig): Promise<void> {
  const nodes = await selectAll(acts, step.some);
  const from = step.from && (await selectAll(acts, step.from));
  acts.cutsMs.push(rig.now());
  acts.mark(`cut ${names(nodes)} off from ${from ? names(from) : 'the others'}`);
  await networkOf(rig).cut(nodes, from);
}

const clusterActs: Pick<
  Doers,
  'kill' | 'freeze' | 'thaw' | 'start' | 'stop' | 'shutdown' | 'empty' | 'restart-each' | 'command'
> = {
  kill: async (step, acts, rig) => onEach(step, acts, async (node) => rig.runtime.kill(node)),
  freeze: async (step, acts, rig) => onEach(step, acts, async (node) => rig.runtime.freeze(node)),
  thaw: async (step, acts, rig) => onEach(step, acts, async (node) => rig.runtime.thaw(node)),
  start: async (step, acts) => onEach(step, acts, async (node) => acts.start([node])),
  stop: async (step, acts) => onEach(step, acts, async (node) => acts.stop([node])),
  shutdown: async (step, acts, rig) =>
    onEach(step, acts, async (node) => tolerate(rig.ask(node, ['SHUTDOWN']))),
  empty: async (step, acts, rig) => onEach(step, acts, async (node) => rig.runtime.emptyData(node)),
  'restart-each': async ({ who }, acts, rig) => restartEach(acts, rig, await acts.select(who)),
  command: async ({ who, words }, acts, rig) =>
    onEach({ act: words.join(' '), who }, acts, async (node) => tolerate(rig.ask(node, words))),
};

const networkActs: Pick<
  Doers,
  'cut' | 'mend' | 'names' | 'move' | 'block-disk' | 'unblock-disk' | 'step-clock'
> = {
  cut,
  mend: async (_step, acts, rig) => {
    acts.mark('network mended');
    await networkOf(rig).mend();
  },
  names: async ({ mode, who }, acts, rig) => {
    acts.mark(`names: ${mode}`);
    networkOf(rig).setNames(mode, await selectAll(acts, who));
  },
  move: async (_step, acts, rig) => {
    acts.mark('new addresses');
    await networkOf(rig).move();
  },
  'block-disk': async (step, acts, rig) =>
    onEach(step, acts, async (node) => networkOf(rig).setDisk(node, false)),
  'unblock-disk': async (step, acts, rig) =>
    onEach(step, acts, async (node) => networkOf(rig).setDisk(node, true)),
  'step-clock': async ({ who, seconds }, acts, rig) =>
    onEach({ act: `clock ${seconds} s at`, who }, acts, async (node) =>
      networkOf(rig).stepClock(node, seconds),
    ),
};

const doers: Doers = {
  ...clusterActs,
  ...networkActs,
  wait: async ({ ms }, _acts, rig) => rig.sleep(ms),
  until: async ({ what, withinMs }, acts) => acts.until(what, withinMs),
  'watch-no-failover': async ({ ms }, acts) => acts.watchNoFailover(ms),
  'expect-quorum': async ({ matches }, acts, rig) => expectQuorum(acts, rig, matches),
  'forget-events': async (_step, acts) => acts.forgetEvents(),
  switchover: async (_step, acts, rig) => switchOver(acts, rig),
  'new-client': async ({ failsWithinMs }, acts, rig) => buildClient(failsWithinMs, acts, rig),
  fill: async ({ mebibytes }, _acts, rig) => rig.fill(mebibytes),
  scale: async ({ replicas, sentinels }, acts, rig) => {
    acts.mark(`scale to ${replicas} replicas and ${sentinels} sentinels`);
    await rig.scale(replicas, sentinels);
  },
  'rotate-passwords': async (_step, acts, rig) => {
    acts.mark('new passwords');
    await collect(acts, rig.rotatePasswords());
  },
  'cold-starts': async ({ times }, acts, rig) => collect(acts, rig.coldStarts(times)),
  'expect-listed': async ({ who, isListed }, acts, rig) => {
    const nodes = await acts.select(who);
    await acts.each(nodes, async (node) => expectListed(acts, rig, node, isListed));
  },
  'expect-master': async ({ who }, acts) => expectMaster(acts, who),
};

/** Does one step of a drill; throws a DrillFault when it cannot go on. */
export async function doStep(step: Step, acts: Acts, rig: Rig): Promise<void> {
  // The table has for each act the function that takes its step; the compiler cannot follow that.
  const doer = doers[step.act] as (step: Step, acts: Acts, rig: Rig) => Promise<void>;
  await doer(step, acts, rig);
}
