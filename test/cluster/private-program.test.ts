import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runDrillHere } from '../../src/actions/drilling/run-drill-here.ts';
import { loadClusterEntry } from '../../src/actions/sandbox/load-cluster-entry.ts';
import type { Drill } from '../../src/cluster/drills/drill.ts';
import { failedFolder } from '../support/keep-failed.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { image } from '../image/support/image-folder.ts';
import { signal } from './support/live-sandbox.ts';

const stopped: Drill = {
  id: 99,
  name: 'private-program',
  title: 'The master is stopped, and comes back',
  invariants: ['other-master', 'nodes-live'],
  bounds: { lost: 0, twoMastersMs: 0, convergedMs: 60_000 },
  steps: [
    { kind: 'stop', who: 'master' },
    { kind: 'until', what: 'new-master', withinMs: 20_000 },
    { kind: 'start', who: 'old-master' },
  ],
};

test('nodes of root start from a folder that only root can enter', async () => {
  // Made with mode 0700.
  const folder = temporaryFolder();
  cpSync(image, join(folder, 'image'), { recursive: true });
  const { result } = await runDrillHere(stopped, {
    entry: await loadClusterEntry(undefined),
    answers: undefined,
    rounds: undefined,
    startScript: join(folder, 'image', 'start.sh'),
    image: undefined,
    keepFailed: failedFolder,
    signal,
  });
  expect(result.problems).toEqual([]);
});
