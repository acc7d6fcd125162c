import { isData, isSentinel, type NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import type { SandboxControls } from './sandbox-controls.ts';

const fresh = { password: 'second-data', sentinelPassword: 'second-sentinel' };

/** Makes nodes accept both passwords, and use the new one among themselves. */
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
    // Until it restarts, a node accepts both passwords and uses the new one.
    const errors = look?.errors.filter(({ rule }) => rule !== 'auth-set');
    if (look && errors?.length === 0 && look.isComplete) return true;
    await controls.sleep(250);
  }
  return false;
}

/** Restarts each node with the new variables, like an upgrade of the entry; the master last. */
async function restartAll(controls: SandboxControls): Promise<string[]> {
  const look = await controls.inspect();
  const master = look?.snapshot.dataNodes.find(({ role }) => role === 'master')?.at.host;
  const ordered = [...controls.nodes()].sort(
    (a, b) => Number(a.at.host === master) - Number(b.at.host === master),
  );
  const faults: string[] = [];
  for (const node of ordered) {
    // Its own handover still uses the old password, which the others reject.
    if (node.at.host === master) {
      const fault = await controls.switchover();
      if (fault !== undefined) faults.push(`the switchover failed: ${fault}`);
    }
    await controls.runtime.stop(node);
    const renewed = withFresh(node);
    controls.sandbox.nodes = controls
      .nodes()
      .map((one) => (one.name === node.name ? renewed : one));
    await controls.runtime.start(renewed);
    if (!(await waitUntilHealthyAgain(controls)))
      faults.push(`${node.name} does not rejoin the cluster`);
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

/** The old password must be rejected everywhere. */
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
    if (!isRefused) faults.push(`${node.name} still accepts the old password`);
  }
  return faults;
}

/**
 * Changes the passwords of a cluster under load: adds the new ones, reconnects clients, then restarts
 * each node with the new ones only. Returns a message for each problem.
 */
export async function rotatePasswords(controls: SandboxControls): Promise<string[]> {
  const old = {
    data: controls.target.password ?? '',
    sentinel: controls.target.sentinelPassword ?? '',
  };
  await addPasswords(controls);
  // Clients that were created with the old passwords are replaced; the probe reads them as it connects.
  controls.target.password = fresh.password;
  controls.target.sentinelPassword = fresh.sentinelPassword;
  controls.renewClients();
  controls.sandbox.nodes = controls.nodes().map(withFresh);
  controls.refreshSentinels();
  const faults = await restartAll(controls);
  return [...faults, ...(await stillOpen(controls, old))];
}
