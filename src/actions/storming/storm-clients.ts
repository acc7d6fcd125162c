import { setTimeout as sleep } from 'node:timers/promises';
import { retry } from '../../cluster/drills/retry.ts';
import type { StormWriter, WriterKind } from '../../cluster/storm/storm-rig.ts';
import type { LiveTarget } from '../../redis/live-target.ts';
import { MasterLink } from '../drilling/clients/master-link.ts';
import { Writer, type WriteStrategy } from '../drilling/clients/writer.ts';
import {
  carefulStrategy,
  confirmingStrategy,
  probeStrategy,
  sideStrategy,
} from '../drilling/clients/writer-strategies.ts';

/** Timeout of the removal of keys, in ms. */
const removeMs = 2000;
const patience = { withinMs: 10_000, pauseMs: 200 };

interface Running {
  readonly name: `plain-${number}` | `careful-${number}`;
  readonly kind: WriterKind;
  readonly strategy: WriteStrategy;
}

/**
 * A pair of writers of each kind: one reaches every node, the other one stays on the master's side of a cut.
 * A third careful one uses the exported recipe.
 */
const writersOf = (target: LiveTarget): readonly Running[] => [
  { name: 'plain-1', kind: 'plain', strategy: probeStrategy(target) },
  { name: 'plain-2', kind: 'plain', strategy: sideStrategy(target) },
  { name: 'careful-1', kind: 'careful', strategy: carefulStrategy(target) },
  { name: 'careful-2', kind: 'careful', strategy: carefulStrategy(target, true) },
  { name: 'careful-3', kind: 'careful', strategy: confirmingStrategy(target) },
];

/** The writers of one round, at full speed: the next write follows the reply to the one before. */
export class StormClients {
  readonly #target: LiveTarget;
  readonly #writers: readonly { readonly kind: WriterKind; readonly writer: Writer }[];

  /** Without replicas no write can be confirmed. */
  constructor(target: LiveTarget, prefix: string, hasReplicas: boolean) {
    this.#target = target;
    this.#writers = writersOf(target)
      .filter(({ kind }) => hasReplicas || kind === 'plain')
      .map(({ name, kind, strategy }) => ({ kind, writer: new Writer(name, prefix, strategy, 0) }));
  }

  get records(): readonly StormWriter[] {
    return this.#writers.map(({ kind, writer }) => ({ ...writer.record, kind }));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#writers.map(async ({ writer }) => writer.stop()));
  }

  /** Removes what they wrote from the master; throws if that fails. */
  async removeKeys(): Promise<void> {
    const link = new MasterLink(this.#target);
    const keys = this.records.map(({ key }) => key);
    const clock = { now: () => performance.now(), sleep };
    await retry(clock, patience, async () => link.call(removeMs, ['UNLINK', ...keys]));
    link.close();
  }
}
