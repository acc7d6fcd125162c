import { isData, type NodeSpec } from '../sandbox/node-spec.ts';
import { DrillFault } from '../drills/drill-fault.ts';
import type { Injection } from './injection.ts';
import type { LostWrite } from './judge-round.ts';
import type { StormRig, StormWriter } from './storm-rig.ts';

const inSyncWithinMs = 10_000;

/** Waits until the replicas have what the master has. Returns the master. */
async function masterInSync(rig: StormRig): Promise<NodeSpec> {
  const untilMs = rig.now() + inSyncWithinMs;
  let master: NodeSpec | undefined;
  while (rig.now() < untilMs && !rig.signal.aborted) {
    const look = await rig.inspect();
    const data = look?.snapshot.dataNodes ?? [];
    const named = data.find(({ role }) => role === 'master')?.at;
    master = rig.nodes().find(({ at }) => at.host === named?.host && at.port === named.port);
    const offsets = new Set(data.map(({ offset }) => offset));
    if (master && offsets.size === 1) return master;
    await rig.sleep(100);
  }
  if (master) return master;
  throw new DrillFault('there is no master');
}

/** The nodes that had a write in their file when everything had been killed. */
function inFileOf(injections: readonly Injection[], key: string, number: number) {
  const files = injections.flatMap((injection) => injection.files ?? []);
  return files.length === 0
    ? {}
    : { inFileOf: files.flatMap((tails) => tails.holders(key, number)) };
}

async function lostOf(
  { name, kind, key, acks }: StormWriter,
  master: NodeSpec,
  rig: StormRig,
  injections: readonly Injection[],
): Promise<LostWrite[]> {
  const numbers = acks.map(({ number }) => number);
  const missing = new Set(await rig.missing(master, key, numbers));
  return acks
    .filter(({ number }) => missing.has(number))
    .map(({ number, atMs }) => ({
      writer: name,
      kind,
      number,
      atMs,
      ...inFileOf(injections, key, number),
    }));
}

/** Counts the acknowledged writes that the master does not have, and those that only a replica lacks. */
export async function countLost(
  rig: StormRig,
  injections: readonly Injection[],
): Promise<{ readonly lost: readonly LostWrite[]; readonly faulty: readonly string[] }> {
  const master = await masterInSync(rig);
  const replicas = rig.nodes().filter((node) => isData(node) && node !== master);
  const lost: LostWrite[] = [];
  const faulty: string[] = [];
  for (const writer of rig.writers()) {
    const mine = await lostOf(writer, master, rig, injections);
    lost.push(...mine);
    const numbers = writer.acks.map(({ number }) => number);
    for (const replica of replicas) {
      const lacks = (await rig.missing(replica, writer.key, numbers)).length;
      if (lacks > mine.length)
        faulty.push(`${replica.name} lacks ${lacks - mine.length} writes of the master`);
    }
  }
  return { lost, faulty };
}
