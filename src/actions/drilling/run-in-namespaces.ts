import { catalogError, type CatalogError } from '../../diagnostics/diagnostic.ts';
import { join } from 'node:path';
import type { Drill } from '../../cluster/drills/drill.ts';
import { patienceSeconds } from '../../cluster/drills/expected-seconds.ts';
import { packageRoot } from '../../files/package-root.ts';
import { runProgram, type ProgramResult } from '../../process/run-program.ts';
import { makeDrillFolder } from './drill-folder.ts';
import type { FinishedDrill } from './finished-drill.ts';
import type { RunOptions } from './run-options.ts';

/** Prefix of a line on which the child process prints its step. */
export const stepMark = 'step: ';

/** New namespaces for network, mounts and processes; all processes end with the first one. */
const unshare = 'unshare --net --mount --pid --fork --kill-child --mount-proc --'.split(' ');
/** The first process reaps those that killed nodes leave behind; this program would keep all of them. */
const init = ['sh', '-c', '"$@" & wait "$!"', 'sh'];

/** The path of this program, which runs only as it is built. */
const ownProgram = () => join(packageRoot(), 'dist', 'cli.cjs');

/** Parses output as it arrives, and calls `onLine` for each complete line. */
function lineListener(onLine: (line: string) => void): (text: string) => void {
  let partial = '';
  return (text) => {
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  };
}

/** How this program is run in new namespaces. */
export interface InsideRun {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Takes each line of its output as it arrives. */
  readonly onLine: (line: string) => void;
}

/** Runs this program with other arguments in new namespaces. What it leaves in its folder is removed. */
export async function runInside(
  args: readonly string[],
  { timeoutMs, signal, onLine }: InsideRun,
): Promise<ProgramResult> {
  const [program = '', ...rest] = [...unshare, ...init, process.execPath, ownProgram(), ...args];
  // However the child ends, its files are removed here.
  const folder = makeDrillFolder();
  return runProgram(program, rest, {
    timeoutMs,
    signal,
    env: { ...process.env, TMPDIR: folder.path },
    onOutput: lineListener(onLine),
  }).finally(() => folder.remove());
}

/** The error of a run that printed no result. */
export function insideFault(
  name: string,
  { stderr, code, failure }: Pick<ProgramResult, 'stderr' | 'code' | 'failure'>,
): CatalogError {
  const lastError = failure?.message ?? stderr.toString().trim().split('\n').at(-1) ?? '';
  return catalogError(
    'drill-cannot-run',
    `${name} did not run in its namespaces (status ${code ?? 'killed'}): ${lastError}`,
    'check that root can create network namespaces here: unshare --net true',
  );
}

/** The call of this program that runs a drill in new namespaces, and when it counts as stuck. */
export function insideCall(drill: Drill, options: Omit<RunOptions, 'entry' | 'image' | 'signal'>) {
  const { answers, rounds, startScript, keepFailed } = options;
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
  return { args, timeoutMs: 1000 * patienceSeconds(drill, rounds) };
}

/** Runs a drill with this program in new namespaces. */
export async function runInNamespaces(
  drill: Drill,
  options: RunOptions,
  onStep: (step: string) => void,
): Promise<FinishedDrill> {
  const { args, timeoutMs } = insideCall(drill, options);
  const ran = await runInside(args, {
    timeoutMs,
    signal: options.signal,
    onLine: (line) => {
      if (line.startsWith(stepMark)) onStep(line.slice(stepMark.length));
    },
  });
  const line = ran.stdout
    .toString()
    .split('\n')
    .findLast((each) => each.startsWith('{'));
  if (line !== undefined) return JSON.parse(line) as FinishedDrill;
  throw insideFault(drill.name, ran);
}
