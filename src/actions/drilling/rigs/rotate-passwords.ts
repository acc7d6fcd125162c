import { isData, isSentinel, type NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import type { SandboxControls } from './sandbox-controls.ts';

const fresh = { password: 'second-data', sentinelPassword: 'second-sentinel' };

/** Both passwords open the door from here on, and what nodes use among themselves is the new one. */
async function addPasswords(controls: SandboxControls): Promise<void> {
  const { masterName } = controls.sandbox;
  const data = controls.nodes().filter(isData);
  const voters = controls.nodes().filter(isSentinel);
  for (const node of data)
    await controls.ask(node, ['ACL', 'SETUSER', 'default', `>${fresh.password}`]);
  for (const node of voters)
    await controls.ask(node, ['ACL', 'SETUSER', 'default', `>${fresh.sentinelPassword}`]);
  for (const node of data)
    await controls.ask(node, ['CONFIG', 'SET', 'masterauth', fresh.password]);
  for (const node of voters) {
    await controls.ask(node, ['SENTINEL', 'SET', masterName, 'auth-pass', fresh.password]);
    await controls.ask(node, [
      'SENTINEL',
      'CONFIG',
      'SET',
      'sentinel-pass',
      fresh.sentinelPassword,
    ]);
  }
}

async function waitUntilHealthyAgain(
  controls: SandboxControls,
  withinMs = 30_000,
): Promise<boolean> {
  const until = controls.now() + withinMs;
  while (controls.now() < until && !controls.signal.aborted) {
    const look = await controls.inspect();
    // Until a node is restarted, its password is old and new, and the one it uses is the new one.
    const errors = look?.errors.filter(({ rule }) => rule !== 'auth-set');
    if (look && errors?.length === 0 && look.isComplete) return true;
    await controls.sleep(250);
  }
  return false;
}

/** Restarts each node with the new variables, as an upgrade of the entry does; the master last. */
async function restartAll(controls: SandboxControls): Promise<string[]> {
  const look = await controls.inspect();
  const master = look?.snapshot.dataNodes.find(({ role }) => role === 'master')?.at.host;
  const ordered = [...controls.nodes()].sort(
    (a, b) => Number(a.at.host === master) - Number(b.at.host === master),
  );
  const faults: string[] = [];
  for (const node of ordered) {
    // Its own hand-over still has the old password, and would find all doors shut.
    if (node.at.host === master) {
      const fault = await controls.switchover();
      if (fault !== undefined) faults.push(`the switchover says: ${fault}`);
    }
    await controls.runtime.stop(node);
    const renewed = withFresh(node);
    controls.sandbox.nodes = controls
      .nodes()
      .map((one) => (one.name === node.name ? renewed : one));
    await controls.runtime.start(renewed);
    if (!(await waitUntilHealthyAgain(controls)))
      faults.push(`${node.name} does not find its way back`);
  }
  return faults;
}

const withFresh = (node: NodeSpec): NodeSpec => ({
  ...node,
  env: {
    ...node.env,
    redis_password: fresh.password,
    sentinel_password: fresh.sentinelPassword,
  },
});

/** The old password must be wrong everywhere. */
async function stillOpen(
  controls: SandboxControls,
  old: { data: string; sentinel: string },
): Promise<string[]> {
  const faults: string[] = [];
  for (const node of controls.nodes()) {
    const command = ['AUTH', isSentinel(node) ? old.sentinel : old.data];
    const isRefused = await controls.ask(node, command).then(
      () => false,
      () => true,
    );
    if (!isRefused) faults.push(`${node.name} still takes the old password`);
  }
  return faults;
}

/**
 * Gives a cluster new passwords under load: added beside the old ones, taken up by clients, then
 * fixed by a restart of each node. Returns what was not as it should be.
 */
export async function rotatePasswords(controls: SandboxControls): Promise<string[]> {
  const old = {
    data: controls.target.password ?? '',
    sentinel: controls.target.sentinelPassword ?? '',
  };
  await addPasswords(controls);
  // Clients that were built with the old ones are built anew; the probe reads them as it connects.
  controls.target.password = fresh.password;
  controls.target.sentinelPassword = fresh.sentinelPassword;
  controls.renewClients();
  controls.sandbox.nodes = controls.nodes().map(withFresh);
  controls.refreshSentinels();
  const faults = await restartAll(controls);
  return [...faults, ...(await stillOpen(controls, old))];
}
