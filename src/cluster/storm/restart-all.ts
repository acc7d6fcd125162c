import { DrillFault } from '../drills/drill-fault.ts';
import { isData } from '../sandbox/node-spec.ts';
import type { Effect, FaultContext } from './injection.ts';
import type { PlannedFault } from './plan-round.ts';
import { Random } from './random.ts';

/** What happens to all nodes at once. */
interface Restart {
  readonly how: 'kill' | 'stop';
  /** Whether one data node loses its volume. */
  readonly losesVolume: boolean;
  /** Whether every node gets another address. */
  readonly moves: boolean;
}

/** Ends all nodes, and starts them in a random order, each after a delay of its own. */
export async function restartAll(
  { seed, lastsMs, picks: [pick] }: PlannedFault,
  { rig, controls }: FaultContext,
  { how, losesVolume, moves }: Restart,
): Promise<Effect> {
  const random = new Random(seed);
  const nodes = rig.nodes();
  const data = nodes.filter(isData);
  await Promise.all(nodes.map(async (node) => controls[how](node)));
  const lost = losesVolume ? data.slice(Math.floor(pick * data.length)).slice(0, 1) : [];
  const files = rig.readFiles(data.filter((node) => !lost.includes(node)));
  for (const node of lost) await rig.runtime.emptyData(node);
  if (moves) {
    if (!rig.network) throw new DrillFault('this runtime does not have a network of its own');
    await rig.network.move();
  }
  const starts = random.shuffled(rig.nodes()).map((node) => ({
    node,
    afterMs: random.whole(0, lastsMs),
  }));
  await Promise.all(
    starts.map(async ({ node, afterMs }) => {
      await rig.sleep(afterMs);
      await controls.start(node);
    }),
  );
  const emptied = lost.map(({ name }) => name);
  return how === 'kill' ? { emptied, files } : { emptied };
}
