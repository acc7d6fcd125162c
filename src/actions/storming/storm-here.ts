import { faultWords } from '../../cluster/drills/drill-fault.ts';
import { planRound } from '../../cluster/storm/plan-round.ts';
import type { RoundResult } from '../../cluster/storm/round-result.ts';
import { runRound, type FinishedRound } from '../../cluster/storm/run-round.ts';
import { stormFaults } from '../../cluster/storm/storm-fault.ts';
import { openSandbox } from '../drilling/run-drill-here.ts';
import type { SandboxNeeds } from '../drilling/sandboxes/drill-needs.ts';
import type { ClusterEntry } from '../sandbox/load-cluster-entry.ts';
import { keepRound } from './keep-round.ts';
import { SandboxStormRig } from './sandbox-storm-rig.ts';
import type { StormSetup } from './storm-options.ts';

/** Where the rounds of one cluster begin and end. */
export interface StormLeg {
  readonly setup: StormSetup;
  readonly entry: ClusterEntry;
  readonly image: string | undefined;
  readonly startScript: string | undefined;
  readonly firstRound: number;
  /** No round begins after this time, in ms of performance.now(). */
  readonly untilMs: number;
  readonly signal: AbortSignal;
}

/** What the sandbox of a storm must have. */
function needsOf({ faults, data, sentinels, minReplicasToWrite, place }: StormSetup): SandboxNeeds {
  const some = (test: (name: (typeof faults)[number]) => boolean) => faults.some(test);
  return {
    replicas: data - 1,
    sentinels,
    env: {
      sentinels: String(sentinels),
      ...(minReplicasToWrite === undefined
        ? {}
        : { min_replicas_to_write: String(minReplicasToWrite) }),
    },
    ...(place.noNetwork === undefined ? { needs: 'namespace' } : {}),
    disks: some((name) => stormFaults[name].disk === true) ? 'all' : undefined,
    hasClock: some((name) => stormFaults[name].needs === 'clock'),
  };
}

/** The result of a round; of a failed one, with where its evidence is kept, or why it is not. */
async function withEvidence(
  finished: FinishedRound,
  rig: SandboxStormRig,
  folder: string,
): Promise<RoundResult> {
  const { result } = finished;
  if (result.pass) return result;
  try {
    return { ...result, keptIn: await keepRound(rig, finished, folder) };
  } catch (error) {
    const text = `its logs and offsets cannot be kept: ${faultWords(error)}`;
    return { ...result, problems: [...result.problems, { kind: 'recovery', text }] };
  }
}

/**
 * Runs rounds on a new cluster, until the time is over, the only round has run, or the cluster does not
 * recover. Nothing of the cluster remains.
 */
export async function stormHere(
  { setup, entry, image, startScript, firstRound, untilMs, signal }: StormLeg,
  onStep: (text: string) => void,
  onRound: (result: RoundResult) => void,
): Promise<void> {
  const { seed, round: only, report } = setup;
  onStep('start');
  const sandbox = await openSandbox(entry, needsOf(setup), { startScript, image });
  const rig = new SandboxStormRig(sandbox, signal);
  try {
    await Promise.all(rig.nodes().map(async (node) => rig.runtime.start(node)));
    for (let round = only ?? firstRound; !signal.aborted; round += 1) {
      const plan = planRound(setup, round);
      onStep(`round ${round}: ${plan.faults.map(({ name }) => name).join(', ')}`);
      const finished = await runRound(plan, seed, rig);
      if (signal.aborted) return;
      const result = await withEvidence(finished, rig, report);
      onRound(result);
      if (!result.isCounted || only !== undefined || performance.now() >= untilMs) return;
      await rig.removeRound();
    }
  } finally {
    await rig.close();
  }
}
