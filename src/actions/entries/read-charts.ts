import { join } from 'node:path';
import { readBytes } from '../../files/read-bytes.ts';
import type { CatalogFolder } from '../../files/read-catalog.ts';
import { baseName } from '../../rancher/catalog-file.ts';
import { parseChartVersion } from '../../rancher2/chart-version.ts';
import { readRepository, type RepositoryReading } from '../../rancher2/read-repository.ts';
import type { Repository } from '../../rancher2/repository-files.ts';

/** Bytes of one file of a chart repository that are read; the index of Rancher's own charts has 10 MB. */
const largestFile = 32 * 1024 * 1024;

/** For whom charts are listed; '' filters nothing. */
export interface ChartAudience {
  /** Kubernetes of the cluster that Rancher runs in, such as v1.31.2. */
  readonly kubeVersion: string;
  /** Rancher 2, such as v2.12.1; a version of Rancher 1.6 filters nothing here. */
  readonly rancherVersion: string;
}

/** Whether a file is of a chart, or of a repository of charts. */
const isOfCharts = (path: string) => /^(?:index\.yaml|Chart\.yaml|.*\.tgz)$/.test(baseName(path));

/** The folder of a repository as the account of Rancher 2 reads it. */
export function chartRepositoryOf(root: string, { files, links }: CatalogFolder): Repository {
  const read = (path: string) => () => readBytes(join(root, path), largestFile);
  return {
    files: new Map(files.map(({ path, sizeBytes }) => [path, { sizeBytes, read: read(path) }])),
    links,
  };
}

/** What Rancher 2 makes of the folder of a repository; undefined if nothing in it is meant for Rancher 2. */
export async function readCharts(
  root: string,
  folder: CatalogFolder,
  audience: ChartAudience,
  pause: () => Promise<void> | undefined,
): Promise<RepositoryReading | undefined> {
  if (!folder.files.some(({ path }) => isOfCharts(path))) return undefined;
  const on = {
    kubeVersion: parseChartVersion(audience.kubeVersion),
    rancherVersion: /^v?[2-9]/.test(audience.rancherVersion)
      ? parseChartVersion(audience.rancherVersion)
      : undefined,
  };
  return readRepository(chartRepositoryOf(root, folder), on, pause);
}
