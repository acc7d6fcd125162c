import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { keepStates, type States } from '../../src/actions/drilling/keep-evidence.ts';

/** The folder for files of failed tests and drills. `npm test` empties it. */
export const failedFolder = join(import.meta.dirname, '../../build/test/failed');

/** Keeps logs, configuration and offsets of the nodes of a failed test, and prints where. */
export async function keepNodes(test: string, states: States): Promise<void> {
  const name = test
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60);
  const folder = join(failedFolder, name);
  rmSync(folder, { recursive: true, force: true });
  await keepStates(states, folder);
  process.stderr.write(`${test}: logs, configuration and offsets are in ${folder}\n`);
}
