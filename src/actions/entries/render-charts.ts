import { join } from 'node:path';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import type { ChartPlace } from '../../lint/charts/chart-facts.ts';
import type { ChartsFacts } from '../../lint/charts/charts-facts.ts';
import { objectsIn, type Rendering } from '../../lint/charts/objects.ts';
import { rulesNamed, type RuleCode } from '../../lint/rule-list.ts';
import { findProgram } from '../../process/find-program.ts';
import { runProgram } from '../../process/run-program.ts';

/** Charts that are rendered unless rules about objects are asked for: helm takes about 0.1 s for each. */
const mostCharts = 10;

/** Longest run of helm, in ms, and bytes that it may print. */
const [timeoutMs, mostBytes] = [20_000, 16 * 1024 * 1024];

/** The charts that were rendered, by their paths. */
export interface Renderings {
  readonly byPath: ReadonlyMap<string, Rendering>;
  /** Why charts were not rendered, as the end of a sentence. */
  readonly notRendered?: string;
}

type Severities = ReadonlyMap<RuleCode, Severity | 'off'>;

/** Runs helm without configuration and plugins of the user. */
const runHelm = (helm: string, args: readonly string[], signal: AbortSignal) =>
  runProgram(helm, args, {
    timeoutMs,
    mostBytes,
    signal,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '/',
      HELM_PLUGINS: '/nonexistent',
    },
  });

/** The helm on the PATH, or why there is none that can be used. */
async function findHelm(signal: AbortSignal): Promise<{ path: string } | { reason: string }> {
  const path = findProgram('helm');
  if (path === undefined) return { reason: ': helm is not on the PATH' };
  const { code, stdout } = await runHelm(path, ['version', '--template', '{{.Version}}'], signal);
  const version = stdout.toString().trim();
  if (code === 0 && /^v[34]\./.test(version)) return { path };
  const shown = /^v\d+\.\d+\.\d+/.exec(version)?.[0] ?? 'not a known version';
  return { reason: `: the helm on the PATH is ${shown}; expected helm 3 or 4` };
}

/** The words of helm about a failure: its last line, without those of its libraries. */
function faultIn(stderr: string): string {
  const lines = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^level=|^walk\.go/.test(line));
  const text = lines.join(' ').replace(/^Error: /, '');
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

async function render(
  helm: string,
  root: string,
  path: string,
  { links }: ChartsFacts['repository'],
  signal: AbortSignal,
): Promise<Rendering> {
  // Helm follows links, and Rancher refuses them.
  if (links.some((link) => path === '' || link.startsWith(`${path}/`))) {
    return { fault: 'there is a symbolic link in the chart' };
  }
  const args = ['template', 'sample', join(root, path), '--namespace', 'default', '--include-crds'];
  const { code, stdout, stderr, failure } = await runHelm(helm, args, signal);
  if (failure?.reason === 'interrupted') throw signal.reason as Error;
  if (failure) return { fault: `helm ${failure.message}` };
  return code === 0
    ? { objects: objectsIn(stdout.toString()) }
    : { fault: faultIn(stderr.toString()) };
}

const objectRules = rulesNamed('chart-objects');

/** Paths to render: of each chart the newest version, and the one before it. */
const pathsOf = (places: readonly ChartPlace[]): string[] => [
  ...new Set(places.flatMap(({ path, previous }) => [path, ...(previous ? [previous.path] : [])])),
];

/** Renders the newest charts of a repository, if rules about objects are on; `asked` are those of the command line. */
export async function renderCharts(
  root: string,
  charts: ChartsFacts,
  severities: Severities,
  asked: Severities,
  signal: AbortSignal,
): Promise<Renderings> {
  const byPath = new Map<string, Rendering>();
  const isOff = objectRules.every(({ code }) => severities.get(code) === 'off');
  const newest = charts.places.filter(({ isNewest }) => isNewest);
  if (isOff || newest.length === 0) return { byPath };
  const isAsked = objectRules.some(({ code }) => (asked.get(code) ?? 'off') !== 'off');
  if (newest.length > mostCharts && !isAsked) {
    const reason = `: there are ${newest.length} charts, and more than ${mostCharts} are rendered only with --rule chart-objects`;
    return { byPath, notRendered: reason };
  }
  const helm = await findHelm(signal);
  if ('reason' in helm) return { byPath, notRendered: helm.reason };
  for (const path of pathsOf(newest)) {
    byPath.set(path, await render(helm.path, root, path, charts.repository, signal));
  }
  return { byPath };
}
