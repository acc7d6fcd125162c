import { readdirSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { insideCall, runInNamespaces } from '../../../src/actions/drilling/run-in-namespaces.ts';
import { loadClusterEntry } from '../../../src/actions/sandbox/load-cluster-entry.ts';
import { allDrills } from '../../../src/cluster/drills/all-drills.ts';
import { expectedSeconds } from '../../../src/cluster/drills/expected-seconds.ts';
import { temporaryFolder } from '../../support/run-cli.ts';

test('a program that cannot be started leaves no folder', async () => {
  const folder = temporaryFolder();
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const drill = allDrills().find(({ needs }) => needs === 'namespace');
  if (!drill) throw new Error('no drill needs namespaces');
  const running = runInNamespaces(
    drill,
    {
      entry: await loadClusterEntry(undefined),
      answers: undefined,
      rounds: undefined,
      // No argument of a program can contain this character.
      startScript: '\0',
      image: undefined,
      keepFailed: undefined,
      signal: new AbortController().signal,
    },
    () => {},
  );
  await expect(running).rejects.toThrow('null bytes');
  expect(readdirSync(folder)).toEqual([]);
});

test.each([undefined, 40, 1000])('a drill in namespaces has the time of %s rounds', (rounds) => {
  const rest = { answers: undefined, startScript: undefined, keepFailed: undefined };
  for (const drill of allDrills().filter(({ needs }) => needs === 'namespace')) {
    const { args, timeoutMs } = insideCall(drill, { ...rest, rounds });
    expect(timeoutMs).toBeGreaterThan(3000 * expectedSeconds(drill, rounds));
    expect(args.includes(String(rounds))).toBe(rounds !== undefined);
  }
});
