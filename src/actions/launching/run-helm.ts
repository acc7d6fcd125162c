import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTemporaryFolder } from '../../files/with-temporary-folder.ts';
import { fileTree, type TreeFile } from '../../model/file-tree.ts';
import { Helm } from '../../process/helm.ts';
import type { ProgramResult } from '../../process/run-program.ts';
import type { Values } from '../../rancher2/form/value-path.ts';
import type { ReadChart } from './read-chart.ts';

/** What helm renders, or why it does not. */
export type HelmRun =
  | { readonly version: string; readonly manifest: string }
  /** Errors of the chart or its values, each in helm's words. */
  | { readonly version: string; readonly errors: readonly string[] }
  /** Nothing is known about the chart: no helm, one that is not supported, or a run that did not end. */
  | { readonly failure: string };

/** The name of a release: that of the chart, as Rancher suggests, if it can be one. */
const releaseOf = (chart: string) =>
  /^[a-z0-9](?:[-a-z0-9]{0,51}[a-z0-9])?$/.test(chart) ? chart : 'release';

/** The lines of an error of helm, one for each error of the chart. */
function errorsOf({ stderr }: ProgramResult): string[] {
  const text = stderr.toString().trim();
  const error = /^Error: ([^]*)/m.exec(text)?.[1] ?? text;
  const words = error.replace(/^execution error at \([^)]*\): /, '');
  // With --debug only, which is not set.
  const [head = ''] = words.split('\n\nUse --debug flag');
  const lines = head.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

const isSchemaError = (text: string) =>
  text.includes("don't meet the specifications of the schema");

/** `helm template`, with the values of Rancher's `helm install`, and again without the schema to get all errors. */
async function template(
  helm: Helm,
  release: string,
  chart: string,
  options: readonly string[],
): Promise<HelmRun> {
  const { version } = helm;
  const first = await helm.template(release, chart, options);
  if (first.failure) return { failure: `helm ${first.failure.message}` };
  if (first.code === 0) return { version, manifest: first.stdout.toString() };
  const errors = errorsOf(first);
  if (!isSchemaError(first.stderr.toString())) return { version, errors };
  const second = await helm.template(release, chart, [...options, '--skip-schema-validation']);
  const isKnown = second.code !== 0 && !/unknown flag/.test(second.stderr.toString());
  return { version, errors: isKnown ? [...errors, ...errorsOf(second)] : errors };
}

/** Renders a chart with the helm that is on the PATH. The values are in a file of this user alone. */
export async function runHelm(
  chart: ReadChart,
  values: Values,
  kubeVersion: string,
  signal: AbortSignal,
): Promise<HelmRun> {
  const { archive, contents, metadata } = chart;
  const files: [string, TreeFile][] = archive
    ? [['chart.tgz', { content: archive, mode: 0o644 }]]
    : [...contents].map(([path, content]) => [`chart/${path}`, { content, mode: 0o644 }]);
  return withTemporaryFolder(fileTree(files), async (folder) => {
    const helm = await Helm.find(folder, signal);
    if ('reason' in helm) return { failure: helm.reason };
    const file = join(folder, 'values.json');
    writeFileSync(file, JSON.stringify(values), { mode: 0o600, flag: 'wx' });
    const path = join(folder, archive ? 'chart.tgz' : 'chart');
    return template(helm, releaseOf(metadata.name), path, [
      `--values=${file}`,
      ...(kubeVersion === '' ? [] : [`--kube-version=${kubeVersion}`]),
    ]);
  });
}
