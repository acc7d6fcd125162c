// A round of `cluster storm --runtime docker` with a real engine and the shipped image.
import { chmodSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { RoundResult } from '../../src/cluster/storm/round-result.ts';
import { runCli } from '../support/run-cli.ts';
import { inDocker, needContainers, useContainers } from './support/containers.ts';

const containers = useContainers();
needContainers();

test('containers are stopped, and nothing is lost or left behind', async () => {
  // Nodes of another user live in it as well.
  chmodSync(containers.folder, 0o755);
  for (const [name, value] of Object.entries(containers.environment)) vi.stubEnv(name, value);
  const argv = ['cluster', 'storm', '--faults', 'stop', '--seed', '5', '--round', '2', '--json'];
  const { code, stdout } = await runCli(containers.folder, [...argv, '--report', 'r', ...inDocker]);
  const { rounds, conditions } = JSON.parse(stdout) as {
    rounds: RoundResult[];
    conditions: { runtime: string };
  };
  expect(conditions.runtime).toBe('docker');
  expect(rounds.map(({ problems }) => problems)).toEqual([[]]);
  expect(rounds[0]?.acknowledged.careful).toBeGreaterThan(100);
  expect(code).toBe(0);
  await expect.poll(() => containers.left()).toEqual([]);
});
