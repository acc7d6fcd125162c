import type { DrillNetwork, Inspection, Rig } from '../../../cluster/drills/rig.ts';
import { masterFacts } from '../../../cluster/drills/master-facts.ts';
import type { NodeSpec } from '../../../cluster/sandbox/node-spec.ts';
import type { Runtime } from '../../../cluster/sandbox/runtime.ts';
import { localTimeouts } from '../../../redis/live-target.ts';
import { ClientRig } from './client-rig.ts';
import { coldStarts } from './cold-starts.ts';
import { migrateSandbox } from './migrate-sandbox.ts';
import { rotatePasswords } from './rotate-passwords.ts';
import type { DrillSandbox } from '../sandboxes/drill-sandbox.ts';
import { scaleSandbox } from './scale-sandbox.ts';
import { isComplete, inspectCluster, passwordsOf } from '../../sandbox/cluster-health.ts';

/** A sandbox and the clients of a drill. */
export class SandboxRig extends ClientRig implements Rig {
  readonly runtime: Runtime;
  readonly network: DrillNetwork | undefined;
  readonly sandbox: DrillSandbox;

  constructor(sandbox: DrillSandbox, signal: AbortSignal, prefix = 'drill:') {
    const { password, sentinelPassword } = passwordsOf(sandbox.nodes);
    super(
      {
        masterName: sandbox.masterName,
        timeouts: localTimeouts,
        sentinels: [],
        password,
        sentinelPassword,
        ...(sandbox.sideAddress === undefined ? {} : { sideAddress: sandbox.sideAddress }),
        sentinelName: sandbox.sentinelName,
      },
      signal,
      prefix,
    );
    this.sandbox = sandbox;
    this.runtime = sandbox.runtime;
    this.network = sandbox.network;
    sandbox.onMoved = () => this.refreshSentinels();
    this.refreshSentinels();
  }

  protected override get control() {
    return this.sandbox.control;
  }

  nodes(): readonly NodeSpec[] {
    return this.sandbox.nodes;
  }

  async inspect(): Promise<Inspection | undefined> {
    const seen = await inspectCluster(this.nodes(), this.sandbox.masterName);
    if (!seen) return undefined;
    const isDown = seen.snapshot.sentinels.some((view) =>
      [...view.replicas, ...view.sentinels].some(({ flags }) =>
        flags.some((flag) => /_down$|disconnected/.test(flag)),
      ),
    );
    return {
      ...seen,
      ...masterFacts(seen.snapshot),
      isComplete: !isDown && isComplete(seen.snapshot, this.nodes()),
    };
  }

  async scale(replicas: number, sentinels: number): Promise<void> {
    await scaleSandbox(this, replicas, sentinels);
  }

  async rotatePasswords(): Promise<readonly string[]> {
    return rotatePasswords(this);
  }

  async replaceNodes(mark: (label: string) => void): Promise<readonly string[]> {
    return migrateSandbox(this, mark);
  }

  async coldStarts(times: number): Promise<readonly string[]> {
    return coldStarts(this.sandbox, times, this.signal);
  }

  /** Ends its clients; the sandbox stays. */
  async leave(): Promise<void> {
    await super.close();
  }

  override async close(): Promise<void> {
    await this.leave();
    await this.sandbox.destroy();
  }
}
