import { isData } from '../sandbox/node-spec.ts';
import type { Ack } from './client-record.ts';
import type { Losses, LostWrite } from './evidence.ts';
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

/** Counts the lost writes of all writers, and checks that each replica has the writes of the master. */
export async function countLosses(runner: StepRunner, rig: Rig): Promise<Losses> {
  const master = await runner.master();
  const lost: LostWrite[] = [];
  for (const { name, key, acks } of rig.record().writers) {
    const numbers = acks.map(({ number }) => number);
    const missing = new Set(await rig.missing(master, key, numbers));
    for (const ack of acks) if (missing.has(ack.number)) lost.push({ ...ack, writer: name });
    const replicas = rig.nodes().filter((node) => isData(node) && node !== master);
    for (const node of replicas) {
      const less = (await rig.missing(node, key, numbers)).length;
      if (less > missing.size)
        runner.faults.push(`${node.name} lacks ${less - missing.size} writes of the master`);
    }
  }
  return { lost: lost.length, lostWrites: lost, lostForMs: lostFor(lost, runner.cutsMs) };
}
