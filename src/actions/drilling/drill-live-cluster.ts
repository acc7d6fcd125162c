import { catalogError } from '../../diagnostics/diagnostic.ts';
import { usageError } from '../../diagnostics/usage-error.ts';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DrillFault } from '../../cluster/drills/drill-fault.ts';
import type { Drill } from '../../cluster/drills/drill.ts';
import { runDrill } from '../../cluster/drills/run-drill.ts';
import { renderSvg } from '../../cluster/drills/render-svg.ts';
import type { Rig } from '../../cluster/drills/rig.ts';
import { formatEndpoint, type Endpoint } from '../../cluster/endpoint.ts';
import type { NodeSpec, Role } from '../../cluster/sandbox/node-spec.ts';
import type { Runtime } from '../../cluster/sandbox/runtime.ts';
import { checkSnapshot } from '../../cluster/status/check-snapshot.ts';
import { namedMaster } from '../../cluster/status/majority.ts';
import type { Snapshot } from '../../cluster/status/cluster-snapshot.ts';
import type { LiveTarget } from '../../redis/live-target.ts';
import { removeKeys } from './clients/drill-data.ts';
import { readSnapshot, type SnapshotRequest } from '../../redis/read-snapshot.ts';
import type { Io } from '../../terminal/io.ts';
import { snapshotOf, snapshotRequest, type ClusterArguments } from '../live/snapshot-request.ts';
import { ClientRig } from './rigs/client-rig.ts';
import type { Finished } from './run-drills.ts';

const never = async (): Promise<never> => {
  throw new DrillFault('a live cluster is neither started nor stopped');
};

/** Nothing of a live cluster is started or stopped. */
function noRuntime(): Runtime {
  return {
    kind: 'process',
    start: never,
    kill: never,
    stop: never,
    freeze: never,
    thaw: never,
    emptyData: never,
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

function nodesOf(snapshot: Snapshot): NodeSpec[] {
  return [
    ...snapshot.dataNodes.map(({ at, role }) => nodeOf(at, role === 'master' ? 'master' : 'slave')),
    ...snapshot.sentinels.map(({ at }) => nodeOf(at, 'sentinel')),
  ];
}

class LiveRig extends ClientRig implements Rig {
  readonly runtime = noRuntime();
  readonly network = undefined;
  readonly #request: SnapshotRequest;
  readonly #nodes: readonly NodeSpec[];

  constructor(
    request: SnapshotRequest,
    nodes: readonly NodeSpec[],
    target: LiveTarget,
    signal: AbortSignal,
  ) {
    super(target, signal, `rancher-catalog:drill:${randomBytes(6).toString('hex')}:`);
    this.#request = request;
    this.#nodes = nodes;
    this.refreshSentinels();
  }

  nodes() {
    return this.#nodes;
  }

  async look() {
    const { snapshot } = await readSnapshot(this.#request);
    if (!snapshot) return undefined;
    const errors = checkSnapshot(snapshot).filter(({ severity }) => severity === 'error');
    return { snapshot, errors, isComplete: true };
  }

  async scale(): Promise<void> {
    throw new DrillFault('a live cluster is not scaled');
  }

  async rotatePasswords(): Promise<readonly string[]> {
    throw new DrillFault('the passwords of a live cluster are not changed');
  }

  async coldStarts(): Promise<readonly string[]> {
    throw new DrillFault('a live cluster is not started');
  }

  override async close(): Promise<void> {
    await super.close();
    await removeKeys(this.target, this.prefix);
  }
}

function checkConsent(
  drills: readonly Drill[],
  meant: string | undefined,
  snapshot: Snapshot,
): void {
  const harmful = drills.find(({ isHarmless }) => isHarmless !== true);
  if (harmful)
    throw usageError(
      `${harmful.name} does harm: it runs on a sandbox only`,
      'harmless: planned-switchover',
    );
  const at = namedMaster(snapshot);
  const master = at ? formatEndpoint(at) : '';
  if (meant === master) return;
  throw catalogError(
    'switchover-refused',
    meant === undefined
      ? `the master of this cluster is ${master}, and nobody said that it is meant`
      : `--yes-i-mean names ${meant}, and the master of this cluster is ${master}`,
    `the drill writes keys of its own and changes the master: add --yes-i-mean ${master} when that is what you want`,
  );
}

/** Runs harmless drills on a live cluster, once its master was named by the caller. */
export async function drillLive(
  drills: readonly Drill[],
  args: ClusterArguments & {
    readonly yesIMean: string | undefined;
    readonly repeat: number | undefined;
  },
  io: Io,
): Promise<Finished[]> {
  const request = snapshotRequest(args);
  const snapshot = snapshotOf(await readSnapshot(request), request.masterName);
  checkConsent(drills, args.yesIMean, snapshot);
  const done: Finished[] = [];
  for (const drill of drills) {
    const nodes = nodesOf(snapshot);
    const rig = new LiveRig(
      request,
      nodes,
      {
        masterName: request.masterName,
        sentinels: snapshot.sentinels.map(({ at }) => at),
        password: request.password,
        sentinelPassword: request.sentinelPassword,
      },
      io.signal,
    );
    try {
      const rounds = args.repeat === undefined ? {} : { rounds: args.repeat };
      const whole = await runDrill(drill, rig, { ...rounds, isLive: true });
      const { trace: _trace, ...result } = whole;
      done.push({ result, svg: renderSvg(whole) });
      io.err(`${drill.name}: ${result.pass ? 'pass' : `FAIL\n${result.problems.join('\n')}`}\n`);
    } finally {
      await rig.close();
    }
    await sleep(0);
  }
  return done;
}
