import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { ClusterSession } from '../../src/actions/sandbox/cluster-session.ts';
import { loadClusterEntry } from '../../src/actions/sandbox/load-cluster-entry.ts';
import { sandboxShape } from '../../src/actions/sandbox/sandbox-shape.ts';
import { makeDrillFolder } from '../../src/actions/drilling/drill-folder.ts';
import { planSandbox } from '../../src/cluster/sandbox/plan-sandbox.ts';
import { shippedStartScript } from '../../src/files/package-root.ts';
import { claimNet, releaseNet } from '../../src/nodes/free-net.ts';
import { ProcessRuntime } from '../../src/nodes/process-runtime.ts';

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(50);
}

test('a node that the system does not let start is reported, and started once it can be', async () => {
  const entry = await loadClusterEntry(undefined);
  const net = await claimNet(Number(entry.services.master.redis_port));
  const plan = planSandbox(sandboxShape(entry, net, {}));
  const [node] = plan.nodes;
  if (!node) throw new Error('no node is planned');
  const folder = makeDrillFolder();
  const runtime = new ProcessRuntime({ folder: folder.path, startScript: shippedStartScript() });
  const controller = new AbortController();
  onTestFinished(async () => {
    controller.abort();
    await runtime.destroy();
    folder.remove();
    releaseNet(net);
  });
  const events: string[] = [];
  const session = new ClusterSession(plan, runtime, controller.signal, (text) => events.push(text));
  // A folder in place of its log: neither root nor another user can open it.
  const log = join(folder.path, `${node.name}.log`);
  mkdirSync(log);
  session.restart(node, null);
  await until(() => events.length === 2);
  expect(events[1]).toMatch(/^redis-1 cannot be started: EISDIR.*; trying again$/);
  rmdirSync(log);
  await until(() => runtime.isRunning(node));
});
