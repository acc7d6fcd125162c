import { counted } from '../diagnostics/counted.ts';
import type { ChartReading, RepositoryReading } from '../rancher2/read-repository.ts';
import { formatTable } from '../terminal/table.ts';

const shownOf = ({ versions }: ChartReading) =>
  versions.filter(({ filtered }) => filtered === undefined);

/** Versions that are listed in the repository, but not shown, and charts that are not. */
function remarks(charts: readonly ChartReading[]): string[] {
  return charts.flatMap((chart) => [
    ...(chart.isHidden ? [`${chart.name} has the annotation catalog.cattle.io/hidden`] : []),
    ...(chart.latest === undefined && shownOf(chart).length > 0
      ? [`${chart.name} has only pre-releases, which are shown on request`]
      : []),
    ...chart.versions.flatMap(({ entry, filtered }) =>
      filtered === undefined ? [] : [`${chart.name} ${entry.version}: ${filtered}`],
    ),
  ]);
}

function downloadLines({ download, fault, charts }: RepositoryReading): string[] {
  if (download.fault !== undefined) {
    return fault ? [] : [`Not usable from a web server: ${download.fault}`];
  }
  const versions = charts.reduce((sum, chart) => sum + chart.versions.length, 0);
  const isSame = download.charts === charts.length && download.versions === versions;
  return [
    ...(isSame
      ? []
      : [
          `From a web server: ${counted(download.charts, 'chart')}, ${counted(download.versions, 'version')}`,
        ]),
    ...download.problems.map((problem) => `Not downloaded from a web server: ${problem}`),
  ];
}

/** What Rancher 2 shows of a repository, for people. */
export function formatCharts(reading: RepositoryReading, width: number): string {
  const { charts, fault, path } = reading;
  const listed = charts.filter((chart) => shownOf(chart).length > 0);
  const rows = listed.map((chart) => [
    chart.name,
    String(shownOf(chart).length),
    chart.latest ?? '-',
    chart.icon.shown ? 'yes' : 'no',
    chart.displayName,
  ]);
  const versions = listed.reduce((sum, chart) => sum + shownOf(chart).length, 0);
  const notShown = remarks(charts);
  const source = path === undefined ? 'from directories' : `from ${path}`;
  return [
    'Rancher 2:',
    ...(fault
      ? ['No charts: Rancher 2 refuses the repository']
      : [
          formatTable(['CHART', 'VERSIONS', 'LATEST', 'ICON', 'NAME'], rows, width),
          '',
          `${counted(rows.length, 'chart')}, ${counted(versions, 'version')}, ${source}`,
        ]),
    ...(notShown.length > 0
      ? ['', 'Not shown by Rancher 2:', ...notShown.map((line) => `  ${line}`)]
      : []),
    ...downloadLines(reading),
    '',
  ].join('\n');
}
