import { catalogError } from '../../diagnostics/diagnostic.ts';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Drill } from '../../cluster/drills/drill.ts';
import { packageRoot } from '../../files/package-root.ts';
import { guardExit } from '../../process/exit-guard.ts';
import { runProgram } from '../../process/run-program.ts';
import type { Finished, RunOptions } from './run-drills.ts';

/** Longer than any drill takes. */
const patienceMs = 300_000;

/** New namespaces for network, mounts and processes: with their first process, all of them end. */
const unshare = 'unshare --net --mount --pid --fork --kill-child --mount-proc --'.split(' ');

/** The program as it is run: the build, where there is one. */
function ownProgram(): string {
  const built = join(packageRoot(), 'dist', 'cli.js');
  return existsSync(built) ? built : (process.argv[1] ?? built);
}

/** Runs a drill by this program in namespaces of its own. */
export async function runInside(drill: Drill, options: RunOptions): Promise<Finished> {
  const { answers, rounds, startScript, keepFailed, signal } = options;
  const words = [
    'cluster',
    'drill',
    drill.name,
    '--inside',
    ...(answers === undefined ? [] : ['--answers', answers]),
    ...(rounds === undefined ? [] : ['--repeat', String(rounds)]),
    ...(startScript === undefined ? [] : ['--start-script', startScript]),
    ...(keepFailed === undefined ? [] : ['--keep-failed', keepFailed]),
  ];
  // Whatever ends it, its files are removed here.
  const folder = mkdtempSync(join(tmpdir(), 'rancher-catalog-drill-'));
  chmodSync(folder, 0o755);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const guard = guardExit(remove);
  const [program = '', ...args] = [...unshare, process.execPath, ownProgram(), ...words];
  const { stdout, stderr, code, failure } = await runProgram(program, args, {
    timeoutMs: patienceMs,
    signal,
    env: { ...process.env, TMPDIR: folder },
  });
  guard.release();
  remove();
  const line = stdout
    .toString()
    .split('\n')
    .findLast((each) => each.startsWith('{'));
  if (line !== undefined) return JSON.parse(line) as Finished;
  const said = failure?.message ?? stderr.toString().trim().split('\n').at(-1) ?? '';
  throw catalogError(
    'drill-cannot-run',
    `${drill.name} did not run in its namespaces (status ${code ?? 'killed'}): ${said}`,
    'see whether this machine lets root make network namespaces: unshare --net true',
  );
}
