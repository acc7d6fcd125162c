import type { Endpoint } from '../../../cluster/endpoint.ts';
import type { ClientRecord, Span } from '../../../cluster/drills/client-record.ts';
import type { LiveTarget } from '../../../redis/live-target.ts';
import { ioredisStrategy, probeStrategy, stickyStrategy } from './writer-strategies.ts';
import { ReplicaReader } from './replica-reader.ts';
import { WriteWatch, type Watched } from './write-watch.ts';
import { Writer } from './writer.ts';

const tickMs = 5;
/** A tick this late is a time in which this program did not run. */
const lateMs = 15;

/** The server beside the cluster has no password, and is on no side of a cut. */
const bare = ({ masterName }: LiveTarget): LiveTarget => ({
  masterName,
  sentinels: [],
  password: undefined,
  sentinelPassword: undefined,
});

/** All clients of a drill: three writers, a reader, and the watch for two masters. */
export class DrillClients {
  readonly target: LiveTarget;
  readonly #probe: Writer;
  readonly #ioredis: Writer;
  readonly #sticky: Writer;
  readonly #control: Writer | undefined;
  readonly #reader: ReplicaReader;
  readonly #watch: WriteWatch;
  readonly #stalls: Span[] = [];
  readonly #ticker: NodeJS.Timeout;
  #stickyAt: Endpoint | undefined;

  /** `control` is a server beside the cluster that shows the noise of the machine. */
  constructor(
    target: LiveTarget,
    prefix: string,
    nodes: readonly Watched[],
    control: Endpoint | undefined,
  ) {
    this.target = target;
    this.#probe = new Writer('probe', prefix, probeStrategy(target));
    this.#ioredis = new Writer('ioredis', prefix, ioredisStrategy(target));
    this.#sticky = new Writer(
      'sticky',
      prefix,
      stickyStrategy(target, () => this.#stickyAt),
    );
    this.#control =
      control &&
      new Writer(
        'control',
        prefix,
        stickyStrategy(bare(target), () => control),
      );
    this.#reader = new ReplicaReader(target, this.#probe.record.key, () => this.#probe.record.acks);
    this.#watch = new WriteWatch(target, `${prefix}took`, nodes);
    this.#ticker = this.#startTicker();
  }

  #startTicker(): NodeJS.Timeout {
    let last = performance.now();
    return setInterval(() => {
      const now = performance.now();
      if (now - last > tickMs + lateMs) this.#stalls.push({ fromMs: last + tickMs, toMs: now });
      last = now;
    }, tickMs);
  }

  /** Where the writer without Sentinel writes from now on. */
  stickTo(at: Endpoint): void {
    this.#stickyAt = at;
  }

  /** The ioredis client was built with a password: a new one takes its place. */
  renew(): void {
    this.#ioredis.setStrategy(ioredisStrategy(this.target));
  }

  /** All that was seen so far; its lists go on growing. */
  get record(): ClientRecord {
    return {
      writers: [this.#probe.record, this.#ioredis.record, this.#sticky.record],
      control: this.#control?.record.acks ?? [],
      acceptedWrites: this.#watch.acceptedWrites,
      masterClaims: this.#watch.masterClaims,
      staleReads: this.#reader.staleReads,
      reads: this.#reader.reads,
      stalls: this.#stalls,
    };
  }

  async stop(): Promise<void> {
    await Promise.all(
      [this.#probe, this.#ioredis, this.#sticky, this.#control, this.#reader, this.#watch].map(
        async (client) => client?.stop(),
      ),
    );
    clearInterval(this.#ticker);
  }
}
