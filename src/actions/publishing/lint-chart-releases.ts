import { archivePath } from '../../chart/repository/chart-release.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { withTemporaryFolder } from '../../files/with-temporary-folder.ts';
import { chartsIn } from '../../lint/charts/charts-facts.ts';
import { defaultSettings } from '../../lint/lint-settings.ts';
import { bytesOf, fileTree } from '../../model/file-tree.ts';
import { lintCharts } from '../entries/lint-charts.ts';
import { lintError } from './lint-error.ts';
import type { PackedLoad } from './plan-chart-releases.ts';

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
  const { findings } = await withTemporaryFolder(tree, (folder) =>
    lintCharts(folder, facts, { ...defaultSettings, signal }),
  );
  const inArchive = (path: string) => `${archivePath(name, version)}${path.slice(name.length)}`;
  return findings
    .filter(({ severity }) => severity === 'error')
    .map((each) => lintError({ ...each, at: { ...each.at, file: inArchive(each.at.file) } }));
}

/**
 * The errors that `lint` finds in charts: what the helm on the PATH refuses to render, too, and all but that if there is
 * none. Their places are in the archives.
 */
export async function lintChartReleases(
  loads: readonly PackedLoad[],
  signal: AbortSignal,
): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const load of loads) found.push(...(await lintChart(load, signal)));
  return found;
}
