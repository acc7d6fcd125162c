import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { failedFolder } from '../../keep-failed.ts';
import type { Cluster } from '../cluster.ts';
import { overBound, type Figures } from './load.ts';
import { canRunPods } from './network.ts';
import type { PodCluster } from './pod-cluster.ts';
import { keepResult, printRun, type PodGroup } from './pod-figures.ts';
import type { DrilledRelease, PodRelease } from './pod-release.ts';
import { usePods } from './use-pods.ts';

/** What the steps of a drill use. */
export interface DrilledPods<R = PodRelease> {
  readonly cluster: Cluster<PodCluster>;
  readonly release: R;
  /** The number of the run, from 0 on. */
  readonly run: number;
}

/** What happens to a release while clients write, and for how long they may find no master. */
export interface PodDrill<R = PodRelease> {
  readonly name: string;
  /** What happens, as a clause. */
  readonly title: string;
  readonly act: (pods: DrilledPods<R>) => Promise<void>;
}

function keepLogs(pods: PodCluster, name: string): void {
  const folder = join(failedFolder, `pods-${name.replaceAll(' ', '-')}`);
  cpSync(pods.logs, folder, { recursive: true });
  process.stderr.write(`${name}: the logs of all pods are in ${folder}\n`);
}

/** Keeps the logs of all pods if a drill fails, and throws on. */
export async function withLogs<T>(
  pods: PodCluster,
  name: string,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    keepLogs(pods, name);
    throw error;
  }
}

const mostRuns = 3;

async function runOnce<R extends DrilledRelease>(
  pods: DrilledPods<R>,
  { act }: PodDrill<R>,
): Promise<Figures> {
  const { release } = pods;
  await release.whole();
  const load = release.load();
  try {
    await load.probe.steady();
    await act(pods);
    await release.whole();
    await load.probe.steady();
    return await load.stop(release.at(await release.master()));
  } finally {
    await load.end();
  }
}

/** What the drills of a test file have in common. */
interface DrillGroup {
  readonly group: PodGroup;
  /** The longest pause that clients may have. */
  readonly gapMs: number;
}

/**
 * Runs a drill on a whole release while a client writes, until it is whole again. No acknowledged write may be lost. If a
 * pause is longer than the bound, the drill is run twice more, and the median counts. Returns by how many ms that is over the
 * bound; 0 if it is not.
 */
async function runDrill<R extends DrilledRelease>(
  pods: Omit<DrilledPods<R>, 'run'>,
  drill: PodDrill<R>,
  { group, gapMs }: DrillGroup,
): Promise<number> {
  const { name, title } = drill;
  const { agent } = pods.cluster;
  const runs: Figures[] = [];
  return withLogs(agent, name, async () => {
    do {
      const figures = await runOnce({ ...pods, run: runs.length }, drill);
      runs.push(figures);
      printRun(name, figures);
      expect(figures.lost, 'lost writes').toBe(0);
    } while (runs.length < mostRuns && overBound(runs.slice(0, 1), gapMs) > 0);
    keepResult({ group, name, title, bounds: { gapMs }, runs });
    const over = overBound(runs, gapMs);
    if (over > 0) keepLogs(agent, name);
    return over;
  });
}

/** Describes the drills of a test file: all happen to the one release that `install` makes. */
export function describePodDrills<R extends DrilledRelease>(
  what: string,
  group: DrillGroup,
  install: (cluster: Cluster<PodCluster>) => Promise<R>,
  drills: readonly PodDrill<R>[],
): void {
  describe.skipIf(!canRunPods)(`clients ${what}`, { timeout: 600_000 }, () => {
    const cluster = usePods();
    let release: R | undefined;
    it.each(drills.map((drill) => [drill.title, drill] as const))('when %s', async (_, drill) => {
      release ??= await install(cluster);
      expect(await runDrill({ cluster, release }, drill, group)).toBe(0);
    });
  });
}
