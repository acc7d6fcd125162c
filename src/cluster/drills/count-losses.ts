import { isData } from '../sandbox/node-spec.ts';
import type { Ack } from './client-record.ts';
import type { Losses } from './evidence.ts';
import type { Rig } from './rig.ts';
import type { StepRunner } from './step-runner.ts';

/** The longest time from a cut to an acknowledgement after it. */
export function lostFor(acks: readonly Ack[], cutsMs: readonly number[]): number {
  const spans = acks.map(({ atMs }) => {
    const cut = cutsMs.findLast((cutMs) => cutMs <= atMs);
    return cut === undefined ? Infinity : atMs - cut;
  });
  return Math.max(0, ...spans);
}

/** A client's last write before a kill is acknowledged this long after the kill was asked for, at most. */
const killTakesMs = 1000;
/** A shorter pause between two writes is not that of a kill. */
const outageMs = 100;

/**
 * The writes that a kill can take with it: of each kill, the last one that a client had acknowledged.
 * Redis answers a client before it sends the write to the replicas, both in one turn of its event loop
 * (`handleClientsWithPendingWrites` in networking.c). A process that is killed in between leaves the
 * write in its own append-only file alone. The last write is the one before the longest pause that
 * begins around the kill.
 */
export function lostInKill(acks: readonly Ack[], killsMs: readonly number[]): ReadonlySet<number> {
  const last = killsMs.flatMap((killMs): number[] => {
    const isNear = ({ atMs }: Ack) => atMs >= killMs - 50 && atMs <= killMs + killTakesMs;
    const pauses = acks
      .slice(0, -1)
      .flatMap((ack, index) =>
        isNear(ack) ? [{ ack, ms: (acks[index + 1]?.atMs ?? 0) - ack.atMs }] : [],
      )
      .filter(({ ms }) => ms >= outageMs);
    const longest = pauses.toSorted((a, b) => b.ms - a.ms)[0]?.ack;
    // A client that keeps to the dead node has no write afterwards.
    const end = acks.at(-1);
    const found = longest ?? (end && isNear(end) ? end : undefined);
    return found ? [found.number] : [];
  });
  return new Set(last);
}

/** Counts the lost writes of all writers, and checks that each replica has the writes of the master. */
export async function countLosses(runner: StepRunner, rig: Rig): Promise<Losses> {
  const master = await runner.master();
  const lost: Ack[] = [];
  let inKill = 0;
  for (const { key, acks } of rig.record().writers) {
    const numbers = acks.map(({ number }) => number);
    const missing = new Set(await rig.missing(master, key, numbers));
    lost.push(...acks.filter(({ number }) => missing.has(number)));
    const taken = lostInKill(acks, runner.killsMs);
    inKill += [...missing].filter((number) => taken.has(number)).length;
    const replicas = rig.nodes().filter((node) => isData(node) && node !== master);
    for (const node of replicas) {
      const less = (await rig.missing(node, key, numbers)).length;
      if (less > missing.size)
        runner.faults.push(`${node.name} lacks ${less - missing.size} writes of the master`);
    }
  }
  return { lost: lost.length, lostInKill: inKill, lostForMs: lostFor(lost, runner.cutsMs) };
}
