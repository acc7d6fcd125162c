import { withNoise } from '../../../../src/cluster/drills/check-times.ts';
import { longestGap, median } from '../../../../src/cluster/drills/measure.ts';
import { stickyStrategy } from '../../../../src/actions/drilling/clients/writer-strategies.ts';
import { Writer } from '../../../../src/actions/drilling/clients/writer.ts';
import type { Endpoint } from '../../../../src/cluster/endpoint.ts';
import { startPlainServer } from '../../../../src/nodes/plain-server.ts';
import { localTimeouts, type LiveTarget } from '../../../../src/redis/live-target.ts';
import type { Probe } from '../../../image/support/probe.ts';
import { PodNetwork } from './network.ts';

/** What a client saw. Times in ms. */
export interface Figures {
  /** Acknowledged writes. */
  readonly writes: number;
  /** Those that the last master does not have. */
  readonly lost: number;
  /** The longest time without an acknowledged write. */
  readonly gapMs: number;
  /** The same, of a client of a server that nothing happens to: the noise of the machine. */
  readonly noiseMs: number;
  /** When the longest time without one ended. */
  readonly gapEnded: string;
}

let untouchedPort = 7000;

/** What a client is given. `sentinels` are the addresses that it gets by their name now. */
export const podTarget = (
  passwords: Pick<LiveTarget, 'password' | 'sentinelPassword'>,
  sentinels: () => readonly Endpoint[],
): LiveTarget => ({
  ...passwords,
  masterName: 'mymaster',
  timeouts: localTimeouts,
  get sentinels() {
    return sentinels();
  },
});

/** A client that writes to a master, and one of a server that nothing happens to. */
export class Load {
  readonly probe: Probe;
  readonly #server: { stop(): void } | undefined;
  readonly #noise: Writer;
  readonly #fromMs = performance.now();

  constructor(probe: Probe) {
    this.probe = probe;
    untouchedPort += 1;
    const untouched = { host: PodNetwork.bridgeAddress, port: untouchedPort };
    this.#server = startPlainServer(untouched);
    const none = podTarget({ password: undefined, sentinelPassword: undefined }, () => []);
    this.#noise = new Writer(
      'sticky',
      'noise-',
      stickyStrategy(none, () => untouched),
    );
  }

  /** Ends both clients. `master` is where all acknowledged writes must be. */
  async stop(master: Endpoint): Promise<Figures> {
    const toMs = performance.now();
    const writes = this.probe.acknowledgedAfter(this.#fromMs);
    const gap = longestGap(this.probe.acks, { fromMs: this.#fromMs, toMs });
    const gapEnded = new Date(performance.timeOrigin + gap.toMs).toISOString();
    const noiseMs = longestGap(this.#noise.record.acks, { fromMs: this.#fromMs, toMs }).ms;
    await this.end();
    return { writes, lost: await this.probe.lost(master), gapMs: gap.ms, noiseMs, gapEnded };
  }

  async end(): Promise<void> {
    await this.probe.stop();
    await this.#noise.stop();
    this.#server?.stop();
  }
}

/**
 * By how much the median of the longest pauses is over a bound, which the noise of the machine raises as in other drills;
 * 0 if it is not.
 */
export const overBound = (runs: readonly Figures[], boundMs: number): number =>
  Math.max(
    0,
    median(runs.map(({ gapMs, noiseMs }) => gapMs - withNoise(boundMs, noiseMs).boundMs)),
  );
