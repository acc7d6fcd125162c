import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readBytes } from '../../files/read-bytes.ts';
import type { CatalogFolder } from '../../files/read-catalog.ts';
import { chartsIn, type ChartsFacts } from '../../lint/charts/charts-facts.ts';

/** Bytes of one file of a chart repository that are read; the index of Rancher's own charts has 10 MB. */
const largestFile = 32 * 1024 * 1024;

/** The charts in a folder that are to be linted; undefined if nothing in it is meant for Rancher 2. */
export function readLintedCharts(
  root: string,
  { files, links }: CatalogFolder,
): ChartsFacts | undefined {
  const read = (path: string) => () => readBytes(join(root, path), largestFile);
  const repository = {
    files: new Map(files.map(({ path, sizeBytes }) => [path, { sizeBytes, read: read(path) }])),
    links,
  };
  return chartsIn(repository, existsSync(join(root, '.git')));
}
