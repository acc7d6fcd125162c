import { isData, isSentinel, type NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import type { SandboxRig } from './sandbox-rig.ts';

const fresh = { password: 'second-data', sentinelPassword: 'second-sentinel' };

/** Both passwords open the door from here on, and what nodes use among themselves is the new one. */
async function addPasswords(rig: SandboxRig): Promise<void> {
  const { masterName } = rig.sandbox;
  const data = rig.nodes().filter(isData);
  const voters = rig.nodes().filter(isSentinel);
  for (const node of data) await rig.ask(node, ['ACL', 'SETUSER', 'default', `>${fresh.password}`]);
  for (const node of voters)
    await rig.ask(node, ['ACL', 'SETUSER', 'default', `>${fresh.sentinelPassword}`]);
  for (const node of data) await rig.ask(node, ['CONFIG', 'SET', 'masterauth', fresh.password]);
  for (const node of voters) {
    await rig.ask(node, ['SENTINEL', 'SET', masterName, 'auth-pass', fresh.password]);
    await rig.ask(node, ['SENTINEL', 'CONFIG', 'SET', 'sentinel-pass', fresh.sentinelPassword]);
  }
}

async function untilHealthyAgain(rig: SandboxRig, withinMs = 30_000): Promise<boolean> {
  const until = rig.now() + withinMs;
  while (rig.now() < until && !rig.signal.aborted) {
    const look = await rig.look();
    // Until a node is restarted, its password is old and new, and the one it uses is the new one.
    const errors = look?.errors.filter(({ rule }) => rule !== 'auth-set');
    if (look && errors?.length === 0 && look.isComplete) return true;
    await rig.sleep(250);
  }
  return false;
}

/** Restarts each node with the new variables, as an upgrade of the entry does; the master last. */
async function restartAll(rig: SandboxRig): Promise<string[]> {
  const look = await rig.look();
  const master = look?.snapshot.dataNodes.find(({ role }) => role === 'master')?.at.host;
  const ordered = [...rig.nodes()].sort(
    (a, b) => Number(a.at.host === master) - Number(b.at.host === master),
  );
  const faults: string[] = [];
  for (const node of ordered) {
    // Its own hand-over still has the old password, and would find all doors shut.
    if (node.at.host === master) {
      const fault = await rig.switchover();
      if (fault !== undefined) faults.push(`the switchover says: ${fault}`);
    }
    await rig.runtime.stop(node);
    const renewed = withFresh(node);
    rig.sandbox.nodes = rig.nodes().map((one) => (one.name === node.name ? renewed : one));
    await rig.runtime.start(renewed);
    if (!(await untilHealthyAgain(rig))) faults.push(`${node.name} does not find its way back`);
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
  rig: SandboxRig,
  old: { data: string; sentinel: string },
): Promise<string[]> {
  const faults: string[] = [];
  for (const node of rig.nodes()) {
    const words = ['AUTH', isSentinel(node) ? old.sentinel : old.data];
    const isRefused = await rig.ask(node, words).then(
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
export async function rotatePasswords(rig: SandboxRig): Promise<string[]> {
  const old = { data: rig.target.password ?? '', sentinel: rig.target.sentinelPassword ?? '' };
  await addPasswords(rig);
  // Clients that were built with the old ones are built anew; the probe reads them as it connects.
  rig.target.password = fresh.password;
  rig.target.sentinelPassword = fresh.sentinelPassword;
  rig.renewClients();
  rig.sandbox.nodes = rig.nodes().map(withFresh);
  rig.refreshSentinels();
  const faults = await restartAll(rig);
  return [...faults, ...(await stillOpen(rig, old))];
}
