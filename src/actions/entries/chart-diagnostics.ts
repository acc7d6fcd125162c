import { counted } from '../../diagnostics/counted.ts';
import type { Diagnostic, Place } from '../../diagnostics/diagnostic.ts';
import type { CatalogIndex } from '../../rancher/indexed-template.ts';
import type { ChartFault } from '../../rancher2/load-chart.ts';
import type { ChartReading, RepositoryReading } from '../../rancher2/read-repository.ts';
import { pathFrom } from './describe-index.ts';

/** The place of a fault; with a position if the fault is in a text. */
type PlaceOf = (fault: Pick<ChartFault, 'path' | 'offset'>) => Place;

/** Folders that are named in one message. */
const mostNamed = 5;

const error = (
  code: Diagnostic['code'],
  message: string,
  at: Place,
  hint?: string,
): Diagnostic => ({
  code,
  severity: 'error',
  message,
  at,
  ...(hint === undefined ? {} : { hint }),
});
const warning = (...args: Parameters<typeof error>): Diagnostic => ({
  ...error(...args),
  severity: 'warning',
});

function refusal({ fault }: RepositoryReading, placeOf: PlaceOf): Diagnostic[] {
  if (!fault) return [];
  const hint =
    fault.message === 'this is a symbolic link'
      ? 'replace the link with a copy of the file'
      : 'fix the chart, or remove the directory';
  return [
    error(
      'chart-repository',
      `${fault.message}; Rancher 2 refuses the whole repository`,
      placeOf(fault),
      hint,
    ),
  ];
}

/** Indexes that are skipped, unless another one was found: then they may be something else. */
function skippedIndexes({ path, skipped }: RepositoryReading, placeOf: PlaceOf): Diagnostic[] {
  return skipped
    .filter((fault) => path === undefined || fault.path === 'index.yaml')
    .map((fault) =>
      error(
        'chart-index',
        fault.unchecked
          ? 'not checked: the file cannot be read, or is larger than 32 MiB'
          : `${fault.message}; Rancher 2 skips this index without a message`,
        placeOf(fault),
      ),
    );
}

function chartDiagnostics(chart: ChartReading, at: Place): Diagnostic[] {
  return [
    ...chart.versions.flatMap(({ entry, opened, ignored, isDuplicate }) => {
      const subject = `${chart.name} ${entry.version}`;
      return [
        ...(opened.fault === undefined
          ? []
          : [
              error(
                'chart-broken',
                `${subject} is listed, but cannot be opened: ${opened.fault}`,
                at,
              ),
            ]),
        ...ignored.map((demand) =>
          warning(
            'chart-ignored',
            `${subject}: Rancher 2 cannot parse ${demand} and ignores it`,
            at,
          ),
        ),
        ...(isDuplicate
          ? [
              warning(
                'chart-ignored',
                `${subject} is a duplicate: Rancher 2 installs the first one`,
                at,
              ),
            ]
          : []),
      ];
    }),
    ...(chart.icon.fault === undefined
      ? []
      : [
          warning(
            'chart-ignored',
            `${chart.name} has no icon in Rancher 2: ${chart.icon.fault}`,
            at,
          ),
        ]),
  ];
}

function hiddenCharts({ path, hidden }: RepositoryReading, root: string): Diagnostic[] {
  const [first] = hidden;
  if (path === undefined || !first) return [];
  const named = hidden.slice(0, mostNamed).map((each) => `${each.name} ${each.version}`);
  const more = hidden.length - named.length;
  return [
    warning(
      'chart-ignored',
      `${counted(hidden.length, 'chart')} in directories ${hidden.length === 1 ? 'is' : 'are'} not listed by Rancher 2, which reads ${path} only: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      { file: pathFrom(root, first.path === '' ? 'Chart.yaml' : first.path) },
      'add them to the index, or remove the index',
    ),
  ];
}

/** Charts that Rancher 1.6 takes as versions of templates: their folder has the name of a version. */
function phantoms({ templates }: Pick<CatalogIndex, 'templates'>, root: string): Diagnostic[] {
  return templates.flatMap((template) =>
    template.versions
      .filter(({ files }) => files.has('Chart.yaml'))
      .map(({ folder, version }) =>
        warning(
          'chart-phantom',
          `Rancher 1.6 lists this chart as version ${version} of the template ${template.id}`,
          { file: pathFrom(root, `${folder}/Chart.yaml`) },
          'move the chart one directory deeper, or publish its archive in assets/ with an index.yaml',
        ),
      ),
  );
}

/** What is wrong with the charts of a repository, for both Ranchers; `root` is its folder. */
export function chartsDiagnostics(
  reading: RepositoryReading,
  index: Pick<CatalogIndex, 'templates'>,
  root: string,
  placeOf: PlaceOf,
): Diagnostic[] {
  const at = { file: pathFrom(root, reading.path ?? '') };
  return [
    ...refusal(reading, placeOf),
    ...skippedIndexes(reading, placeOf),
    ...reading.index.dropped.map(({ chart, version, message }) =>
      warning(
        'chart-ignored',
        `${chart}${version === '' ? '' : ` ${version}`} is dropped by Rancher 2: ${message}`,
        at,
      ),
    ),
    ...reading.charts.flatMap((chart) => chartDiagnostics(chart, at)),
    ...hiddenCharts(reading, root),
    ...phantoms(index, root),
  ];
}
