import { resolve } from 'node:path';
import type { Severity } from '../../diagnostics/diagnostic.ts';
import { withTemporaryFolder } from '../../files/with-temporary-folder.ts';
import type { ChartPlace } from '../../lint/charts/chart-facts.ts';
import type { ChartsFacts, NotRendered } from '../../lint/charts/charts-facts.ts';
import { objectsIn, type Rendering } from '../../lint/charts/objects.ts';
import { rulesNamed, type RuleCode } from '../../lint/rule-list.ts';
import { fileTree } from '../../model/file-tree.ts';
import { Helm } from '../../process/helm.ts';

/** Charts that are rendered unless rules about objects are asked for: helm takes about 0.1 s for each. */
const mostCharts = 10;

/** The charts that were rendered, by their paths. */
export interface Renderings {
  readonly byPath: ReadonlyMap<string, Rendering>;
  /** Why charts were not rendered. @default they were, or no rule needs it */
  readonly notRendered?: NotRendered;
}

type Severities = ReadonlyMap<RuleCode, Severity | 'off'>;

/** The words of helm about a failure: its last line, without those of its libraries. */
function faultIn(stderr: string): string {
  const lines = stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^level=|^walk\.go/.test(line));
  const text = lines.join(' ').replace(/^Error: /, '');
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

async function render(
  helm: Helm,
  root: string,
  path: string,
  { links }: ChartsFacts['repository'],
): Promise<Rendering> {
  // Helm follows links, and Rancher refuses them.
  if (links.some((link) => path === '' || link.startsWith(`${path}/`))) {
    return { fault: 'there is a symbolic link in the chart' };
  }
  const { code, stdout, stderr, failure } = await helm.template('sample', resolve(root, path));
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
    const reason = `there are ${newest.length} charts, and more than ${mostCharts} are rendered only with --rule chart-objects`;
    const hint =
      'lint one chart: rancher-catalog lint DIRECTORY; or render all: --rule chart-objects';
    return { byPath, notRendered: { reason, hint } };
  }
  return withTemporaryFolder(fileTree([]), async (folder) => {
    const helm = await Helm.find(folder, signal);
    if ('reason' in helm) {
      return { byPath, notRendered: { reason: helm.reason, hint: 'install helm 3 or 4' } };
    }
    for (const path of pathsOf(newest)) {
      byPath.set(path, await render(helm, root, path, charts.repository));
    }
    return { byPath };
  });
}
