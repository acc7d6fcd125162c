import { archivePath } from '../../chart/repository/chart-release.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { withTemporaryFolder } from '../../files/with-temporary-folder.ts';
import { chartSchemaCompiler } from '../../json-schema/chart-schema.ts';
import { chartsIn } from '../../lint/charts/charts-facts.ts';
import { lintChartsSteps } from '../../lint/charts/lint-charts.ts';
import { defaultSettings } from '../../lint/lint-template.ts';
import { bytesOf, fileTree } from '../../model/file-tree.ts';
import { runBounded } from '../../process/run-bounded.ts';
import { renderCharts } from '../entries/render-charts.ts';
import type { PackedLoad } from './plan-chart-releases.ts';

/** Longest check of values by a schema, in ms: its patterns can take any time. */
const longestCheck = 1000;

async function lintChart({ chart }: PackedLoad, signal: AbortSignal): Promise<Diagnostic[]> {
  const { name, version } = chart;
  const tree = fileTree(chart.files, name);
  const files = new Map(
    [...tree].map(([path, file]) => {
      const bytes = bytesOf(file);
      return [path, { sizeBytes: bytes.length, read: () => bytes }] as const;
    }),
  );
  const facts = chartsIn({ files, links: [] }, false);
  if (!facts) return [];
  const { severities } = defaultSettings;
  const compile = await chartSchemaCompiler((check) => runBounded(check, longestCheck));
  const { byPath: renderings } = await withTemporaryFolder(tree, (folder) =>
    renderCharts(folder, facts, severities, severities, signal),
  );
  const steps = lintChartsSteps(facts, { ...defaultSettings, compile, renderings });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const inArchive = (path: string) => `${archivePath(name, version)}${path.slice(name.length)}`;
  return step.value.findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code: rule, severity, message, at, hint }) => ({
      code: 'lint-finding',
      rule,
      severity,
      message,
      at: { ...at, file: inArchive(at.file) },
      ...(hint === undefined ? {} : { hint }),
    }));
}

/**
 * The errors that `lint` finds in charts: what the helm on the PATH refuses to render, too, and all but that if there is
 * none. Their places are in the archives.
 */
export async function lintCharts(
  loads: readonly PackedLoad[],
  signal: AbortSignal,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const load of loads) found.push(...(await lintChart(load, signal)));
  return found;
}
