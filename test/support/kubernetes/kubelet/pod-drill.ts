import { appendFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { failedFolder } from '../../keep-failed.ts';
import { overBound, type Figures } from './load.ts';
import type { PodCluster } from './pod-cluster.ts';
import type { PodRelease } from './pod-release.ts';

/** What happens to a release while clients write, and for how long they may find no master. */
export interface PodDrill {
  readonly name: string;
  readonly gapMs: number;
  /** Is called with the number of the run, from 0 on. */
  readonly act: (run: number) => Promise<void>;
}

/** A pod deleted, a node drained, an upgrade: what is planned must not be felt. */
export const plannedGapMs = 300;

/** One line per drill, for the page of figures. */
const figuresFile = join(import.meta.dirname, '../../../../build/test/pods.jsonl');

export function keepFigures(name: string, figures: object): void {
  mkdirSync(join(figuresFile, '..'), { recursive: true });
  appendFileSync(figuresFile, `${JSON.stringify({ name, ...figures })}\n`);
  const text = Object.entries(figures).map(
    ([key, value]) => `${key} ${typeof value === 'number' ? Math.round(value) : value}`,
  );
  process.stderr.write(`${name}: ${text.join(', ')}\n`);
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

async function runOnce(release: PodRelease, { act }: PodDrill, run: number): Promise<Figures> {
  await release.whole();
  const load = release.load();
  try {
    await load.probe.steady();
    await act(run);
    await release.whole();
    await load.probe.steady();
    return await load.stop(release.at(await release.master()));
  } finally {
    await load.end();
  }
}

/**
 * Runs a drill on a whole release while a client writes, until it is whole again. No acknowledged write may be lost. If a
 * pause is longer than the bound, the drill is run twice more, and the median counts. Returns by how many ms that is over the
 * bound; 0 if it is not.
 */
export async function runDrill(
  pods: PodCluster,
  release: PodRelease,
  drill: PodDrill,
): Promise<number> {
  const { name, gapMs } = drill;
  return withLogs(pods, name, async () => {
    const runs: Figures[] = [];
    do {
      const figures = await runOnce(release, drill, runs.length);
      runs.push(figures);
      keepFigures(name, figures);
      expect(figures.lost, 'lost writes').toBe(0);
    } while (runs.length < mostRuns && overBound(runs.slice(0, 1), gapMs) > 0);
    const over = overBound(runs, gapMs);
    if (over > 0) keepLogs(pods, name);
    return over;
  });
}
