import { catalogError } from '../../diagnostics/diagnostic.ts';
import { join } from 'node:path';
import type { Drill } from '../../cluster/drills/drill.ts';
import { patienceSeconds } from '../../cluster/drills/expected-seconds.ts';
import { packageRoot } from '../../files/package-root.ts';
import { runProgram } from '../../process/run-program.ts';
import { makeDrillFolder } from './drill-folder.ts';
import type { FinishedDrill } from './finished-drill.ts';
import type { RunOptions } from './run-options.ts';

/** Prefix of a line on which the child process prints its step. */
export const stepMark = 'step: ';

/** New namespaces for network, mounts and processes; all processes end with the first one. */
const unshare = 'unshare --net --mount --pid --fork --kill-child --mount-proc --'.split(' ');

/** The path of this program, which runs only as it is built. */
const ownProgram = () => join(packageRoot(), 'dist', 'cli.cjs');

/** Parses output as it arrives, and calls `onStep` for each complete line with a step. */
function stepListener(onStep: (step: string) => void): (text: string) => void {
  let partial = '';
  return (text) => {
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith(stepMark)) onStep(line.slice(stepMark.length));
  };
}

/** Runs a drill with this program in new namespaces. */
export async function runInNamespaces(
  drill: Drill,
  options: RunOptions,
  onStep: (step: string) => void,
): Promise<FinishedDrill> {
  const { answers, rounds, startScript, keepFailed, signal } = options;
  const args = [
    'cluster',
    'drill',
    drill.name,
    '--inside',
    ...(answers === undefined ? [] : ['--answers', answers]),
    ...(rounds === undefined ? [] : ['--repeat', String(rounds)]),
    ...(startScript === undefined ? [] : ['--start-script', startScript]),
    ...(keepFailed === undefined ? [] : ['--keep-failed', keepFailed]),
  ];
  const [program = '', ...rest] = [...unshare, process.execPath, ownProgram(), ...args];
  // However the child ends, its files are removed here.
  const folder = makeDrillFolder();
  const { stdout, stderr, code, failure } = await runProgram(program, rest, {
    timeoutMs: 1000 * patienceSeconds(drill, rounds),
    signal,
    env: { ...process.env, TMPDIR: folder.path },
    onOutput: stepListener(onStep),
  }).finally(() => folder.remove());
  const line = stdout
    .toString()
    .split('\n')
    .findLast((each) => each.startsWith('{'));
  if (line !== undefined) return JSON.parse(line) as FinishedDrill;
  const lastError = failure?.message ?? stderr.toString().trim().split('\n').at(-1) ?? '';
  throw catalogError(
    'drill-cannot-run',
    `${drill.name} did not run in its namespaces (status ${code ?? 'killed'}): ${lastError}`,
    'check that root can create network namespaces here: unshare --net true',
  );
}
