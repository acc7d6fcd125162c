import {
  isData,
  isSentinel,
  type NodeSpec,
  type Role,
} from '../../../cluster/sandbox/node-spec.ts';
import { planNode, rosterOf } from '../../../cluster/sandbox/plan-sandbox.ts';
import type { SandboxRig } from './sandbox-rig.ts';

/** RESET makes a sentinel forget the living too, until they are heard from again. */
const betweenResetsMs = 3000;
const startMs = 20_000;

function grown(rig: SandboxRig, replicas: number, sentinels: number): NodeSpec[] {
  const { nodes, shape } = rig.sandbox;
  const wanted = (role: Role, count: number, from: number): NodeSpec[] =>
    Array.from({ length: count }, (_, index) => planNode(shape, role, from + index));
  const data = nodes.filter(isData).length;
  const voters = nodes.filter(isSentinel).length;
  const added = [
    ...wanted('slave', Math.max(0, replicas + 1 - data), data + 1),
    ...wanted('sentinel', Math.max(0, sentinels - voters), voters + 1),
  ];
  const roster = rosterOf([...nodes, ...added], shape);
  return added.map((node) => ({
    ...node,
    env: {
      ...node.env,
      ...roster,
      sentinels: String(sentinels),
      bind_address: node.at.host,
      [isSentinel(node) ? 'sentinel_port' : 'redis_port']: String(node.at.port),
    },
  }));
}

/** A node that has just been started is not there at once. */
async function untilAnswers(rig: SandboxRig, node: NodeSpec): Promise<void> {
  const until = rig.now() + startMs;
  while (rig.now() < until) {
    const answer = await rig.ask(node, ['PING']).catch(() => undefined);
    if (answer === 'PONG') return;
    await rig.sleep(100);
  }
}

async function setQuorum(rig: SandboxRig, sentinels: number): Promise<void> {
  const quorum = String(Math.floor(sentinels / 2) + 1);
  for (const node of rig.nodes().filter(isSentinel)) {
    await rig.ask(node, ['SENTINEL', 'SET', rig.sandbox.masterName, 'quorum', quorum]);
  }
}

/** One sentinel at a time, while the master is well: the way in which no failover is hindered. */
async function forgetGone(rig: SandboxRig): Promise<void> {
  for (const node of rig.nodes().filter(isSentinel)) {
    await rig.ask(node, ['SENTINEL', 'RESET', rig.sandbox.masterName]);
    await rig.sleep(betweenResetsMs);
  }
}

/** Brings a sandbox to other sizes under load; of what is too many, replicas that are not master go. */
export async function scaleSandbox(
  rig: SandboxRig,
  replicas: number,
  sentinels: number,
): Promise<void> {
  const added = grown(rig, replicas, sentinels);
  for (const node of added) await rig.runtime.start(node);
  await Promise.all(added.map(async (node) => untilAnswers(rig, node)));
  const look = await rig.look();
  const master = look?.snapshot.dataNodes.find(({ role }) => role === 'master')?.at.host;
  const all = [...rig.nodes(), ...added];
  const data = all.filter(isData);
  const spare = data.filter(({ at }) => at.host !== master).slice(replicas);
  const voters = all.filter(isSentinel).slice(sentinels);
  const gone = new Set([...spare, ...voters]);
  rig.sandbox.nodes = all.filter((node) => !gone.has(node));
  rig.refreshSentinels();
  await Promise.all([...gone].map(async (node) => rig.runtime.stop(node)));
  await setQuorum(rig, sentinels);
  if (gone.size > 0) await forgetGone(rig);
}
