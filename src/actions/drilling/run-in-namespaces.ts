import { catalogError } from '../../diagnostics/diagnostic.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Drill } from '../../cluster/drills/drill.ts';
import { packageRoot } from '../../files/package-root.ts';
import { runProgram } from '../../process/run-program.ts';
import { makeDrillFolder } from './drill-folder.ts';
import type { FinishedDrill } from './finished-drill.ts';
import type { RunOptions } from './run-options.ts';

/** Begins a line on which the child prints the step that it is at. */
export const stepMark = 'step: ';

/** Longer than any drill takes. */
const patienceMs = 300_000;

/** New namespaces for network, mounts and processes: with their first process, all of them end. */
const unshare = 'unshare --net --mount --pid --fork --kill-child --mount-proc --'.split(' ');

/** The program as it is run: the build, where there is one. */
function ownProgram(): string {
  const built = join(packageRoot(), 'dist', 'cli.js');
  return existsSync(built) ? built : (process.argv[1] ?? built);
}

/** Takes output as it comes, and calls `onStep` with the step of each whole line that has one. */
function stepListener(onStep: (step: string) => void): (text: string) => void {
  let partial = '';
  return (text) => {
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith(stepMark)) onStep(line.slice(stepMark.length));
  };
}

/** Runs a drill by this program in namespaces of its own. */
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
  // However the child ends, its files are removed here.
  const folder = makeDrillFolder();
  const [program = '', ...rest] = [...unshare, process.execPath, ownProgram(), ...args];
  const { stdout, stderr, code, failure } = await runProgram(program, rest, {
    timeoutMs: patienceMs,
    signal,
    env: { ...process.env, TMPDIR: folder.path },
    onOutput: stepListener(onStep),
  });
  folder.remove();
  const line = stdout
    .toString()
    .split('\n')
    .findLast((each) => each.startsWith('{'));
  if (line !== undefined) return JSON.parse(line) as FinishedDrill;
  const lastError = failure?.message ?? stderr.toString().trim().split('\n').at(-1) ?? '';
  throw catalogError(
    'drill-cannot-run',
    `${drill.name} did not run in its namespaces (status ${code ?? 'killed'}): ${lastError}`,
    'see whether this machine lets root make network namespaces: unshare --net true',
  );
}
