// `cluster storm` as a user calls it: interrupted at several moments, and with a report that cannot be written.
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { RoundResult } from '../../src/cluster/storm/round-result.ts';
import { bin } from '../support/bundle.ts';

/** A folder that servers started by root can enter, as another user. */
function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'storm-'));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Processes whose environment names the folder. */
const processesIn = (folder: string) =>
  readdirSync('/proc').filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`=${folder}`);
    } catch {
      return false;
    }
  });

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
    const child = spawn(process.execPath, [bin, ...argv], {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, TMPDIR: folder },
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
    });
    const ended = new Promise<number | null>((resolve) => {
      child.once('exit', resolve);
    });
    while (!when.test(output) && child.exitCode === null) await sleep(20);
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
  expect(ran.stderr).toContain('no space is left on the device   [target-unwritable]');
  expect(ran.status).toBe(2);
});
