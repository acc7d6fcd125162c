import { randomBytes } from 'node:crypto';
import { DrillFault } from '../../../cluster/drills/drill-fault.ts';
import { masterFacts } from '../../../cluster/drills/master-facts.ts';
import type { Rig } from '../../../cluster/drills/rig.ts';
import { formatEndpoint, type Endpoint } from '../../../cluster/endpoint.ts';
import type { NodeSpec, Role } from '../../../cluster/sandbox/node-spec.ts';
import type { Runtime } from '../../../cluster/sandbox/runtime.ts';
import { checkSnapshot } from '../../../cluster/status/check-snapshot.ts';
import type { ClusterSnapshot } from '../../../cluster/status/cluster-snapshot.ts';
import { distantTimeouts } from '../../../redis/live-target.ts';
import { readSnapshot, type SnapshotRequest } from '../../../redis/read-snapshot.ts';
import { removeKeys } from '../clients/drill-data.ts';
import { ClientRig } from './client-rig.ts';

const refuse = async (): Promise<never> => {
  throw new DrillFault('nodes of a live cluster are neither started nor stopped');
};

/** A runtime that neither starts nor stops any node. */
function noRuntime(): Runtime {
  return {
    kind: 'process',
    start: refuse,
    kill: refuse,
    stop: refuse,
    freeze: refuse,
    thaw: refuse,
    emptyData: refuse,
    isRunning: () => true,
    log: () => '',
    folderOf: () => '',
    destroy: async () => {},
  };
}

const nodeOf = (at: Endpoint, role: Role): NodeSpec => ({
  name: formatEndpoint(at),
  role,
  at,
  env: {},
});

function nodesOf(snapshot: ClusterSnapshot): NodeSpec[] {
  return [
    ...snapshot.dataNodes.map(({ at, role }) => nodeOf(at, role === 'master' ? 'master' : 'slave')),
    ...snapshot.sentinels.map(({ at }) => nodeOf(at, 'sentinel')),
  ];
}

/** A live cluster and the clients of a drill; its keys have a prefix of their own, removed by `removeKeys`. */
export class LiveRig extends ClientRig implements Rig {
  readonly runtime = noRuntime();
  readonly network = undefined;
  readonly #request: SnapshotRequest;
  readonly #nodes: readonly NodeSpec[];

  constructor(request: SnapshotRequest, snapshot: ClusterSnapshot, signal: AbortSignal) {
    const target = {
      masterName: request.masterName,
      timeouts: distantTimeouts,
      sentinels: snapshot.sentinels.map(({ at }) => at),
      password: request.password,
      sentinelPassword: request.sentinelPassword,
    };
    super(target, signal, `rancher-catalog:drill:${randomBytes(6).toString('hex')}:`);
    this.#request = request;
    this.#nodes = nodesOf(snapshot);
    this.refreshSentinels();
  }

  nodes() {
    return this.#nodes;
  }

  async inspect() {
    const { snapshot } = await readSnapshot(this.#request);
    if (!snapshot) return undefined;
    const errors = checkSnapshot(snapshot).filter(({ severity }) => severity === 'error');
    return { snapshot, errors, ...masterFacts(snapshot), isComplete: true };
  }

  async scale(): Promise<void> {
    throw new DrillFault('a live cluster is not scaled');
  }

  async rotatePasswords(): Promise<readonly string[]> {
    throw new DrillFault('the passwords of a live cluster are not changed');
  }

  async replaceNodes(): Promise<readonly string[]> {
    throw new DrillFault('the nodes of a live cluster are not replaced');
  }

  async coldStarts(): Promise<readonly string[]> {
    throw new DrillFault('a live cluster is not started');
  }

  /** After `close`, when no client writes any more. Throws if the master cannot be reached. */
  async removeKeys(): Promise<void> {
    await removeKeys(this.target, this.prefix);
  }
}
