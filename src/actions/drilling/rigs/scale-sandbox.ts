import {
  isData,
  isSentinel,
  type NodeSpec,
  type Role,
} from '../../../cluster/sandbox/node-spec.ts';
import { placedNode, planNode, rosterOf } from '../../../cluster/sandbox/plan-sandbox.ts';
import { majorityOf } from '../../../cluster/status/majority.ts';
import type { SandboxControls } from './sandbox-controls.ts';

/** After RESET, a sentinel must discover even live nodes again. */
const betweenResetsMs = 3000;
const startMs = 20_000;

function grown(controls: SandboxControls, replicas: number, sentinels: number): NodeSpec[] {
  const { nodes, shape } = controls.sandbox;
  const wanted = (role: Role, count: number, from: number): NodeSpec[] =>
    Array.from({ length: count }, (_, index) => planNode(shape, role, from + index));
  const data = nodes.filter(isData).length;
  const voters = nodes.filter(isSentinel).length;
  const added = [
    ...wanted('slave', Math.max(0, replicas + 1 - data), data + 1),
    ...wanted('sentinel', Math.max(0, sentinels - voters), voters + 1),
  ];
  const roster = rosterOf([...nodes, ...added], shape);
  return added.map((node) => placedNode(node, roster, { ...shape, sentinels }));
}

/** A node does not answer immediately after its start. */
async function waitUntilItAnswers(controls: SandboxControls, node: NodeSpec): Promise<void> {
  const until = controls.now() + startMs;
  while (controls.now() < until) {
    const answer = await controls.ask(node, ['PING']).catch(() => undefined);
    if (answer === 'PONG') return;
    await controls.sleep(100);
  }
}

async function setQuorum(controls: SandboxControls, sentinels: number): Promise<void> {
  const quorum = String(majorityOf(sentinels));
  for (const node of controls.nodes().filter(isSentinel)) {
    await controls.ask(node, ['SENTINEL', 'SET', controls.sandbox.masterName, 'quorum', quorum]);
  }
}

/** One sentinel at a time, while the master is healthy, so that a failover remains possible. */
async function forgetGone(controls: SandboxControls): Promise<void> {
  for (const node of controls.nodes().filter(isSentinel)) {
    await controls.ask(node, ['SENTINEL', 'RESET', controls.sandbox.masterName]);
    await controls.sleep(betweenResetsMs);
  }
}

/** Scales a sandbox under load. Surplus data nodes are removed, but never the master. */
export async function scaleSandbox(
  controls: SandboxControls,
  replicas: number,
  sentinels: number,
): Promise<void> {
  const added = grown(controls, replicas, sentinels);
  for (const node of added) await controls.runtime.start(node);
  await Promise.all(added.map(async (node) => waitUntilItAnswers(controls, node)));
  const look = await controls.inspect();
  const master = look?.snapshot.dataNodes.find(({ role }) => role === 'master')?.at.host;
  const all = [...controls.nodes(), ...added];
  const data = all.filter(isData);
  const spare = data.filter(({ at }) => at.host !== master).slice(replicas);
  const voters = all.filter(isSentinel).slice(sentinels);
  const gone = new Set([...spare, ...voters]);
  controls.sandbox.nodes = all.filter((node) => !gone.has(node));
  controls.refreshSentinels();
  await Promise.all([...gone].map(async (node) => controls.runtime.stop(node)));
  await setQuorum(controls, sentinels);
  if (gone.size > 0) await forgetGone(controls);
}
