// `cluster storm` as a user calls it: interrupted at several moments, and with a report that cannot be written.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { RoundResult } from '../../src/cluster/storm/round-result.ts';
import { bin } from '../support/bundle.ts';
import { openFolder, processesIn, startIn } from './support/program.ts';

test.for([
  [/./, 0],
  // The last heading is printed before the cluster starts.
  [/recovery +faults/, 1500],
  [/recovery +faults/, 9000],
] as const)(
  'a storm that is interrupted after %s and %i ms leaves nothing behind',
  async ([when, ms]) => {
    const folder = openFolder();
    const argv = ['cluster', 'storm', '--minutes', '1', '--seed', '3'];
    const { child, output, ended } = startIn(folder, argv);
    while (!when.test(output()) && child.exitCode === null) await sleep(20);
    await sleep(ms);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    for (let round = 0; round < 50 && processesIn(folder).length > 0; round += 1) await sleep(100);
    expect(processesIn(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  },
);

test('one round runs alone, and its report is complete', () => {
  const folder = openFolder();
  const report = join(folder, 'report');
  const argv = ['--faults', 'stop', '--seed', '5', '--round', '2', '--json', '--report', report];
  const ran = spawnSync(process.execPath, [bin, 'cluster', 'storm', ...argv], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: folder },
  });
  const { ok, rounds, summary } = JSON.parse(ran.stdout) as {
    ok: boolean;
    rounds: RoundResult[];
    summary: unknown;
  };
  expect(rounds.map(({ round, seed }) => [round, seed])).toEqual([[2, 5]]);
  expect(rounds[0]?.faults.every(({ name }) => name === 'stop')).toBe(true);
  expect(ok).toBe(ran.status === 0);
  expect(JSON.parse(readFileSync(join(report, 'storm.json'), 'utf8'))).toMatchObject({ summary });
  expect(existsSync(join(report, 'storm.md'))).toBe(true);
  expect(readdirSync(folder)).toEqual(['report']);
});

test.skipIf(process.getuid?.() !== 0)('a full disk under the report ends the storm', () => {
  const folder = openFolder();
  const report = join(folder, 'report');
  mkdirSync(report);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', report]);
  expect(mounted.status).toBe(0);
  onTestFinished(() => void spawnSync('umount', [report]));
  const argv = ['cluster', 'storm', '--minutes', '1', '--report', report];
  const ran = spawnSync(process.execPath, [bin, ...argv], { encoding: 'utf8' });
  expect(ran.stderr).toContain('the disk is full   [target-unwritable]');
  expect(ran.status).toBe(2);
});
