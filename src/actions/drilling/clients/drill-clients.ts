import type { Endpoint } from '../../../cluster/endpoint.ts';
import type { ClientRecord } from '../../../cluster/drills/client-record.ts';
import type { LiveTarget } from '../../../redis/live-target.ts';
import { ioredisStrategy, probeStrategy, stickyStrategy } from './writer-strategies.ts';
import { ReplicaReader } from './replica-reader.ts';
import { WriteWatch, type Watched } from './write-watch.ts';
import { Writer } from './writer.ts';

/** The server beside the cluster has no password, and cuts do not affect it. */
const bare = ({ masterName, timeouts }: LiveTarget): LiveTarget => ({
  masterName,
  timeouts,
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
  }

  /** Sets the node that the writer without Sentinel uses. */
  stickTo(at: Endpoint): void {
    this.#stickyAt = at;
  }

  /** Replaces the ioredis client, which was created with the old password. */
  renew(): void {
    this.#ioredis.setStrategy(ioredisStrategy(this.target));
  }

  /** The results so far; the lists keep growing. */
  get record(): ClientRecord {
    return {
      writers: [this.#probe.record, this.#ioredis.record, this.#sticky.record],
      control: this.#control?.record.acks ?? [],
      acceptedWrites: this.#watch.acceptedWrites,
      masterClaims: this.#watch.masterClaims,
      staleReads: this.#reader.staleReads,
      reads: this.#reader.reads,
    };
  }

  async stop(): Promise<void> {
    await Promise.all(
      [this.#probe, this.#ioredis, this.#sticky, this.#control, this.#reader, this.#watch].map(
        async (client) => client?.stop(),
      ),
    );
  }
}
