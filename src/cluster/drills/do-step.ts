import { formatEndpoint } from '../endpoint.ts';
import { isSentinel, type NodeSpec } from '../sandbox/node-spec.ts';
import { DrillFault, type Acts } from './acts.ts';
import type { Selector, Step } from './drill.ts';
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

/** Does one step of a drill; throws a DrillFault when it cannot go on. */
export async function doStep(step: Step, acts: Acts, rig: Rig): Promise<void> {
  const { runtime } = rig;
  switch (step.act) {
    case 'kill':
    case 'freeze':
    case 'thaw': {
      const nodes = await acts.select(step.who);
      acts.mark(`${step.act} ${names(nodes)}`);
      return acts.each(nodes, async (node) => runtime[step.act](node));
    }
    case 'start': {
      const nodes = await acts.select(step.who);
      acts.mark(`start ${names(nodes)}`);
      return acts.start(nodes);
    }
    case 'stop': {
      const nodes = await acts.select(step.who);
      acts.mark(`stop ${names(nodes)}`);
      return acts.stop(nodes);
    }
    case 'shutdown': {
      const nodes = await acts.select(step.who);
      acts.mark(`SHUTDOWN ${names(nodes)}`);
      return acts.each(nodes, async (node) => tolerate(rig.ask(node, ['SHUTDOWN'])));
    }
    case 'empty': {
      const nodes = await acts.select(step.who);
      acts.mark(`empty ${names(nodes)}`);
      return acts.each(nodes, async (node) => runtime.emptyData(node));
    }
    case 'wait':
      return rig.sleep(step.ms);
    case 'until':
      return acts.until(step.what, step.withinMs);
    case 'watch-no-failover':
      return acts.watchNoFailover(step.ms);
    case 'command': {
      const nodes = await acts.select(step.who);
      acts.mark(`${step.words.join(' ')} at ${names(nodes)}`);
      return acts.each(nodes, async (node) => tolerate(rig.ask(node, step.words)));
    }
    case 'expect-quorum':
      return expectQuorum(acts, rig, step.matches);
    case 'restart-each':
      return restartEach(acts, rig, await acts.select(step.who));
    default:
      return doRareStep(step, acts, rig);
  }
}

type Common =
  | 'kill'
  | 'freeze'
  | 'thaw'
  | 'start'
  | 'stop'
  | 'shutdown'
  | 'empty'
  | 'wait'
  | 'until'
  | 'watch-no-failover'
  | 'command'
  | 'expect-quorum'
  | 'restart-each';

async function doRareStep(
  step: Exclude<Step, { act: Common }>,
  acts: Acts,
  rig: Rig,
): Promise<void> {
  switch (step.act) {
    case 'switchover': {
      acts.mark('switchover');
      const fault = await rig.switchover();
      if (fault !== undefined) acts.faults.push(`the switchover says: ${fault}`);
      return undefined;
    }
    case 'new-client': {
      const began = rig.now();
      const words = await rig.newClient(step.failsWithinMs);
      if (words === undefined) acts.faults.push('a new client could connect without a sentinel');
      const tookMs = rig.now() - began;
      if (tookMs > step.failsWithinMs)
        acts.faults.push(`a new client hung for ${Math.round(tookMs)} ms`);
      return undefined;
    }
    case 'forget-events':
      return acts.forgetEvents();
    case 'fill':
      return rig.fill(step.mebibytes);
    case 'scale':
      acts.mark(`scale to ${step.replicas} replicas and ${step.sentinels} sentinels`);
      return rig.scale(step.replicas, step.sentinels);
    case 'rotate-passwords':
      acts.mark('new passwords');
      return collect(acts, rig.rotatePasswords());
    case 'cold-starts':
      return collect(acts, rig.coldStarts(step.times));
    case 'expect-listed': {
      const nodes = await acts.select(step.who);
      return acts.each(nodes, async (node) => expectListed(acts, rig, node, step.isListed));
    }
    case 'expect-master': {
      const [wanted] = await acts.select(step.who);
      const master = await acts.master();
      if (master !== wanted)
        acts.faults.push(`${master.name} was chosen, and not ${wanted?.name ?? ''}`);
      return undefined;
    }
    default:
      return doNetworkStep(step, acts, rig);
  }
}

type NetworkAct = 'cut' | 'mend' | 'names' | 'move' | 'block-disk' | 'unblock-disk' | 'step-clock';

async function doNetworkStep(
  step: Extract<Step, { act: NetworkAct }>,
  acts: Acts,
  rig: Rig,
): Promise<void> {
  const network = networkOf(rig);
  switch (step.act) {
    case 'cut': {
      const some = await selectAll(acts, step.some);
      const others = step.from
        ? await selectAll(acts, step.from)
        : rig.nodes().filter((node) => !some.includes(node));
      acts.mark(`cut ${names(some)} off from ${step.from ? names(others) : 'the others'}`);
      return network.cut(some, step.from && others);
    }
    case 'mend':
      acts.mark('network mended');
      return network.mend();
    case 'names': {
      acts.mark(`names: ${step.mode}`);
      return network.setNames(step.mode, await selectAll(acts, step.who));
    }
    case 'move':
      acts.mark('new addresses');
      return network.move();
    case 'block-disk':
    case 'unblock-disk': {
      const nodes = await acts.select(step.who);
      acts.mark(
        `${step.act === 'block-disk' ? 'read-only disk' : 'writable disk'} ${names(nodes)}`,
      );
      return acts.each(nodes, async (node) => network.setDisk(node, step.act === 'unblock-disk'));
    }
    case 'step-clock': {
      const nodes = await acts.select(step.who);
      acts.mark(`clock ${step.seconds} s at ${names(nodes)}`);
      return acts.each(nodes, async (node) => network.stepClock(node, step.seconds));
    }
  }
}
