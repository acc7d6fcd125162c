import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogFolder } from '../../files/read-catalog.ts';
import { chartsIn, type ChartsFacts } from '../../lint/charts/charts-facts.ts';
import { chartRepositoryOf } from './read-charts.ts';

/** The charts in a folder that are to be linted; undefined if nothing in it is meant for Rancher 2. */
export const readLintedCharts = (root: string, folder: CatalogFolder): ChartsFacts | undefined =>
  chartsIn(chartRepositoryOf(root, folder), existsSync(join(root, '.git')));
