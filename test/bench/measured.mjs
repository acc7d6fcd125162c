// How a process runs, for the benchmarks.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../../scripts/setup.mjs';

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** Run time and CPU time of a process in ms, and its peak memory in MiB. */
export function run(args) {
  const measure = path.join(root, 'test/bench/peak-memory.mjs');
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, ['--import', measure, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (status === null || status > 1) throw new Error(`${args.join(' ')}: ${stderr}`);
  const [, mib = 0, cpuMs = 0] = /peak (\d+), cpu (\d+)/.exec(stderr) ?? [];
  return { ms, mib: Number(mib), cpuMs: Number(cpuMs) };
}
