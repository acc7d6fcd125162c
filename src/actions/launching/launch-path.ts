import { usageError } from '../../diagnostics/usage-error.ts';
import { launchFolder, shownFolder, type LaunchedFolder } from '../entries/launch-folder.ts';
import { launchChart, type LaunchChartOptions, type LaunchedChart } from './launch-chart.ts';
import { isChart, readChart } from './read-chart.ts';

/** What is launched. */
export interface LaunchPathOptions extends LaunchChartOptions {
  /** A template for Rancher 1.6, a version of one, a chart, or a repository with `chart`. */
  readonly path: string;
  /** NAME or NAME@VERSION of a chart in a repository; without a version, the one that Rancher 2 preselects. */
  readonly chart: string | undefined;
  /** The version that a stack has before. Charts have none. */
  readonly previousVersion: string | undefined;
}

/** What Rancher does with a template version, or Rancher 2 with a chart. */
export type LaunchedPath =
  | { readonly folder: LaunchedFolder; readonly chart?: undefined }
  | { readonly folder?: undefined; readonly chart: LaunchedChart };

/** Determines what Rancher 1.6 or Rancher 2 would do with what is at a path. */
export async function launchPath(options: LaunchPathOptions): Promise<LaunchedPath> {
  const { path, chart, previousVersion, answers, set, signal } = options;
  if (chart === undefined && !isChart(path)) {
    if (!options.renders) throw usageError('--values is for charts only');
    if (options.kubeVersion !== '') throw usageError('--kube-version is for charts only');
    return {
      folder: await launchFolder({
        folder: path,
        answers,
        set,
        previousVersion: previousVersion ?? '',
        signal,
      }),
    };
  }
  if (previousVersion !== undefined) {
    throw usageError('--release-previous is for templates of Rancher 1.6 only');
  }
  if (chart !== undefined && path.endsWith('.tgz') && isChart(path)) {
    throw usageError(
      `--chart names a chart of a repository, and ${path} is one chart`,
      'leave out --chart, or pass the directory of the repository',
    );
  }
  const read = await readChart(shownFolder(path), chart, signal);
  return { chart: await launchChart(read, options) };
}
