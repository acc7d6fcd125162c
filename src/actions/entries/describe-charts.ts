import type {
  ChartReading,
  RepositoryReading,
  VersionReading,
} from '../../rancher2/read-repository.ts';

function versionJson({ entry, opened, filtered, ignored, isDuplicate }: VersionReading) {
  return {
    version: entry.version,
    appVersion: entry.appVersion,
    kubeVersion: entry.kubeVersion,
    url: entry.urls[0] ?? null,
    kind: opened.kind,
    fault: opened.fault ?? null,
    shown: filtered === undefined,
    filtered: filtered ?? null,
    ignoredConstraints: ignored,
    duplicate: isDuplicate,
    deprecated: entry.deprecated,
    annotations: Object.fromEntries(entry.annotations),
  };
}

const chartJson = (chart: ChartReading) => ({
  displayName: chart.displayName,
  latest: chart.latest ?? null,
  icon: chart.icon.shown,
  iconFault: chart.icon.fault ?? null,
  hidden: chart.isHidden,
  versions: chart.versions.map(versionJson),
});

/** What Rancher 2 makes of a repository, as plain data. */
export function describeCharts(reading: RepositoryReading): Record<string, unknown> {
  const { fault, download } = reading;
  return {
    fault: fault ? { file: fault.path, message: fault.message } : null,
    index: reading.path ?? null,
    charts: Object.fromEntries(reading.charts.map((chart) => [chart.name, chartJson(chart)])),
    droppedEntries: reading.index.dropped,
    skippedIndexes: reading.skipped.map(({ path, message }) => ({ file: path, message })),
    hiddenCharts: reading.hidden,
    download: {
      fault: download.fault ?? null,
      charts: download.charts,
      versions: download.versions,
      problems: download.problems,
    },
  };
}
