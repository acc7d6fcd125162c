import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '../cluster/endpoint.ts';
import { publicPlace } from '../cluster/drills/acts.ts';
import type { DrillEvent, DrillNetwork, Look, Rig, RigReply } from '../cluster/drills/rig.ts';
import { parseEndpoint } from '../cluster/endpoint.ts';
import { isData, isSentinel, type NodeSpec } from '../cluster/sandbox/node-spec.ts';
import type { Runtime } from '../cluster/sandbox/runtime.ts';
import type { LiveTarget } from '../redis/clients/client-target.ts';
import { DrillClients } from '../redis/clients/drill-clients.ts';
import { fillMaster, missingNumbers, replyOf } from '../redis/clients/drill-data.ts';
import { tryNewClient } from '../redis/clients/new-client.ts';
import { askOnce } from '../redis/connection.ts';
import { EventWatch } from '../redis/sentinel-events.ts';
import { coldStarts } from './drill-cold-starts.ts';
import { rotatePasswords } from './drill-rotation.ts';
import { scaleSandbox } from './drill-scale.ts';
import { switchOver } from './drill-switchover.ts';
import { isComplete, lookAt, passwordsOf } from './sandbox-cluster.ts';
import type { DrillSandbox } from './drill-sandbox.ts';

const askMs = 2000;

const endpointOf = (node: NodeSpec): Endpoint => parseEndpoint(publicPlace(node)) ?? node.at;

/** A sandbox and its clients, as the engine drives them. */
export class SandboxRig implements Rig {
  readonly runtime: Runtime;
  readonly signal: AbortSignal;
  readonly network: DrillNetwork | undefined;
  readonly events: DrillEvent[] = [];
  readonly sandbox: DrillSandbox;
  readonly target: LiveTarget;
  #clients: DrillClients | undefined;
  #watch: EventWatch | undefined;

  constructor(sandbox: DrillSandbox, signal: AbortSignal) {
    this.sandbox = sandbox;
    this.runtime = sandbox.runtime;
    this.network = sandbox.network;
    this.signal = signal;
    const { password, sentinelPassword } = passwordsOf(sandbox.nodes);
    this.target = {
      masterName: sandbox.masterName,
      sentinels: [],
      password,
      sentinelPassword,
    };
    this.refreshSentinels();
  }

  now(): number {
    return performance.now();
  }

  async sleep(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.signal }).catch(() => {});
  }

  nodes(): readonly NodeSpec[] {
    return this.sandbox.nodes;
  }

  /** Clients and the event watch use the sentinels that there are now. */
  refreshSentinels(): void {
    this.target.sentinels = this.nodes().filter(isSentinel).map(endpointOf);
    this.#watch?.close();
    const { sentinelPassword } = this.target;
    this.#watch = new EventWatch(
      this.target.sentinels,
      sentinelPassword === undefined ? {} : { password: sentinelPassword },
      (event) => this.events.push(event),
    );
  }

  async ask(node: NodeSpec, words: readonly string[]): Promise<RigReply> {
    const password = isSentinel(node) ? this.target.sentinelPassword : this.target.password;
    const options = { connectMs: askMs, replyMs: askMs, ...(password ? { password } : {}) };
    const [reply] = await askOnce(endpointOf(node), options, words);
    if (reply instanceof Error) throw reply;
    return replyOf(reply);
  }

  async look(): Promise<Look | undefined> {
    const seen = await lookAt(this.nodes(), this.sandbox.masterName);
    if (!seen) return undefined;
    const isDown = seen.snapshot.sentinels.some((view) =>
      [...view.replicas, ...view.sentinels].some(({ flags }) =>
        flags.some((flag) => /_down$|disconnected/.test(flag)),
      ),
    );
    return { ...seen, isComplete: !isDown && isComplete(seen.snapshot, this.nodes()) };
  }

  startClients(): void {
    this.#clients = new DrillClients(
      this.target,
      'drill:',
      this.nodes()
        .filter(isData)
        .map((node) => this.#watched(node)),
    );
  }

  #watched({ name }: NodeSpec) {
    return {
      name,
      at: () => {
        const node = this.nodes().find((one) => one.name === name);
        return node && endpointOf(node);
      },
    };
  }

  /** Clients that keep a password take the one that the target has now. */
  renewClients(): void {
    this.#clients?.renew();
  }

  async stopClients(): Promise<void> {
    await this.#clients?.stop();
  }

  record() {
    return (
      this.#clients?.record ?? { writers: [], taken: [], staleReads: [], reads: 0, stalls: [] }
    );
  }

  stickTo(at: Endpoint): void {
    const node = this.nodes().find((one) => one.at.host === at.host && one.at.port === at.port);
    this.#clients?.stickTo(node ? endpointOf(node) : at);
  }

  async switchover(): Promise<string | undefined> {
    return switchOver(this.target, this.signal);
  }

  async newClient(withinMs: number): Promise<string | undefined> {
    return tryNewClient(this.target, withinMs);
  }

  async fill(mebibytes: number): Promise<void> {
    await fillMaster(this.target, mebibytes);
  }

  async missing(node: NodeSpec, key: string, numbers: readonly number[]): Promise<number> {
    return missingNumbers(endpointOf(node), this.target, key, numbers);
  }

  async scale(replicas: number, sentinels: number): Promise<void> {
    await scaleSandbox(this, replicas, sentinels);
  }

  async rotatePasswords(): Promise<readonly string[]> {
    return rotatePasswords(this);
  }

  async coldStarts(times: number): Promise<readonly string[]> {
    return coldStarts(this.sandbox, times, this.signal);
  }

  async close(): Promise<void> {
    this.#watch?.close();
    await this.#clients?.stop();
    await this.sandbox.destroy();
  }
}
