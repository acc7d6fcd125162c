import type { ReleasedChart } from '../../chart/repository/chart-repository.ts';
import { releasedCharts } from '../../chart/repository/released-charts.ts';
import { assertCatalog, readTemplate, readVersionFolder } from '../../files/read-template.ts';
import type { CommittedTemplate } from '../../git/committed-template.ts';
import type { GitLimits } from '../../git/git.ts';
import { openRepository } from '../../git/open-repository.ts';
import { fileTree } from '../../model/file-tree.ts';
import { ChartCheckout } from '../entries/chart-checkout.ts';
import { takeCatalogSnapshot } from './catalog-snapshot.ts';
import { readChartRepository } from './read-chart-repository.ts';

/** Where the released versions of an entry are read; nowhere when all are undefined. */
export interface CatalogSource {
  readonly catalog?: string | undefined;
  readonly repo?: string | undefined;
  readonly branch?: string | undefined;
}

/** What is read of a catalog. */
export interface WantedForms {
  /** The name of the chart; undefined if it is not read. */
  readonly chart: string | undefined;
  /** The folder of the template, such as `templates/redis`; undefined if it is not read. */
  readonly place: string | undefined;
}

/** The released versions of an entry, in both forms. */
export interface ReleasedForms {
  readonly template: CommittedTemplate | undefined;
  readonly charts: readonly ReleasedChart[];
}

function templateIn(catalog: string, place: string): CommittedTemplate | undefined {
  const template = readTemplate(catalog, place);
  if (!template) return undefined;
  const files = template.versions.map(({ folder }) =>
    fileTree(readVersionFolder(catalog, place, folder), folder),
  );
  return { template, files: fileTree([...template.files, ...files.flatMap((tree) => [...tree])]) };
}

function fromCheckout(catalog: string, { chart, place }: WantedForms): ReleasedForms {
  assertCatalog(catalog);
  return {
    template: place === undefined ? undefined : templateIn(catalog, place),
    charts:
      chart === undefined ? [] : releasedCharts(new ChartCheckout(catalog).read([chart]), chart),
  };
}

/** The released versions of an entry from a checkout or a repository. */
export async function readReleased(
  { catalog, repo, branch }: CatalogSource,
  wanted: WantedForms,
  limits: GitLimits,
): Promise<ReleasedForms> {
  if (catalog !== undefined) return fromCheckout(catalog, wanted);
  if (repo === undefined) return { template: undefined, charts: [] };
  const { chart, place } = wanted;
  const repository = await openRepository(repo, branch, limits);
  let isWhole = false;
  try {
    const tip = await repository.fetch();
    const { git } = repository;
    const snapshot = await takeCatalogSnapshot(git, tip, place === undefined ? [] : [place]);
    const charts =
      chart === undefined
        ? []
        : releasedCharts(await readChartRepository(git, snapshot, [chart]), chart);
    isWhole = true;
    return { template: snapshot.templates.get(place ?? ''), charts };
  } finally {
    repository.close(isWhole);
  }
}
