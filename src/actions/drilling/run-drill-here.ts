import type { Drill } from '../../cluster/drills/drill.ts';
import { runDrill } from '../../cluster/drills/run-drill.ts';
import type { ClusterEntry } from '../sandbox/load-cluster-entry.ts';
import { finishDrill, type FinishedDrill } from './finished-drill.ts';
import { keepEvidence } from './keep-evidence.ts';
import { SandboxRig } from './rigs/sandbox-rig.ts';
import { ShardRig } from './rigs/shard-rig.ts';
import type { RunOptions } from './run-options.ts';
import type { DrillSandbox } from './sandboxes/drill-sandbox.ts';
import { needsOf, type SandboxNeeds } from './sandboxes/drill-needs.ts';
import { openContainerSandbox } from './sandboxes/open-container-sandbox.ts';
import { openNamespaceSandbox } from './sandboxes/open-namespace-sandbox.ts';
import { openProcessSandbox } from './sandboxes/open-process-sandbox.ts';

/** Opens a sandbox: of containers of an image, or of processes, in namespaces if it needs them. */
export async function openSandbox(
  entry: ClusterEntry,
  needs: SandboxNeeds,
  { startScript, image }: Pick<RunOptions, 'startScript' | 'image'>,
): Promise<DrillSandbox> {
  if (image !== undefined) return openContainerSandbox(entry, needs, image);
  if (needs.needs === 'namespace') return openNamespaceSandbox(entry, needs, startScript);
  return openProcessSandbox(entry, { ...needs, startScript });
}

/** Runs a drill in this process, on a sandbox that is removed afterwards. */
export async function runDrillHere(
  drill: Drill,
  options: RunOptions,
  onStep: (step: string) => void = () => {},
): Promise<FinishedDrill> {
  const { rounds, signal, keepFailed } = options;
  const sandbox = await openSandbox(options.entry, needsOf(drill), options);
  const rig =
    options.entry.kind === 'cluster'
      ? new ShardRig(sandbox, signal)
      : new SandboxRig(sandbox, signal);
  try {
    const whole = await runDrill(drill, rig, {
      onStep,
      ...(rounds === undefined ? {} : { rounds }),
    });
    if (whole.pass || keepFailed === undefined || signal.aborted) return finishDrill(whole);
    return { ...finishDrill(whole), keptIn: await keepEvidence(rig, whole, keepFailed) };
  } finally {
    await rig.close();
  }
}
