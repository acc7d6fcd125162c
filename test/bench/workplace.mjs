// The folder of a benchmark that publishes, with its own environment.
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The folder, what runs a program in it, and what measures the milliseconds of a function. */
export function makeWorkplace() {
  const folder = mkdtempSync(path.join(tmpdir(), 'rancher-catalog-bench-'));
  const env = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: 'bench',
    GIT_AUTHOR_EMAIL: 'bench@example.com',
    GIT_COMMITTER_NAME: 'bench',
    GIT_COMMITTER_EMAIL: 'bench@example.com',
    XDG_CACHE_HOME: path.join(folder, 'cache'),
  };
  const run = (command, args, cwd = folder) => {
    const options = { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 };
    const { status, stderr } = spawnSync(command, args, options);
    if (status !== 0) throw new Error(`${command} ${args.slice(0, 4).join(' ')}: ${stderr}`);
  };
  const timed = (work) => {
    const start = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - start) / 1e6;
  };
  return { folder, run, timed };
}
