import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTemporaryFolder } from '../../files/with-temporary-folder.ts';
import { fileTree, type TreeFile } from '../../model/file-tree.ts';
import { findProgram } from '../../process/find-program.ts';
import { runProgram, type ProgramResult } from '../../process/run-program.ts';
import type { Values } from '../../rancher2/form/value-path.ts';
import { parseChartVersion } from '../../rancher2/chart-version.ts';
import type { ReadChart } from './read-chart.ts';

/** What helm renders, or why it does not. */
export type HelmRun =
  | { readonly version: string; readonly manifest: string }
  /** Errors of the chart or its values, each in helm's words. */
  | { readonly version: string; readonly errors: readonly string[] }
  /** Nothing is known about the chart: no helm, one that is not supported, or a run that did not end. */
  | { readonly failure: string };

/** Milliseconds. Charts take less than one second. */
const longest = { version: 10_000, template: 60_000 };

/** No cluster, no plugins, no repositories of the user, and no proxy that leads anywhere: charts need no network. */
function environment(folder: string): NodeJS.ProcessEnv {
  const nowhere = 'http://127.0.0.1:9';
  return {
    PATH: process.env.PATH,
    HOME: folder,
    TMPDIR: folder,
    HELM_CACHE_HOME: join(folder, 'cache'),
    HELM_CONFIG_HOME: join(folder, 'config'),
    HELM_DATA_HOME: join(folder, 'data'),
    KUBECONFIG: join(folder, 'no-cluster'),
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
  };
}

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

/** Runs helm in a folder; returns undefined for a flag that this helm does not know. */
class Helm {
  readonly #program: string;
  readonly #folder: string;
  readonly #signal: AbortSignal;

  constructor(program: string, folder: string, signal: AbortSignal) {
    this.#program = program;
    this.#folder = folder;
    this.#signal = signal;
  }

  async run(args: readonly string[], timeoutMs: number): Promise<ProgramResult> {
    const result = await runProgram(this.#program, args, {
      timeoutMs,
      signal: this.#signal,
      cwd: this.#folder,
      env: environment(this.#folder),
    });
    this.#signal.throwIfAborted();
    return result;
  }

  /** The version without v; undefined if it is not one of a helm that Rancher 2 runs. */
  async version(): Promise<{ readonly text: string; readonly isSupported: boolean }> {
    const { code, stdout } = await this.run(
      ['version', '--template={{.Version}}'],
      longest.version,
    );
    const text = stdout.toString().trim().split('\n')[0] ?? '';
    const major = code === 0 ? parseChartVersion(text.replace(/^v/, ''))?.numbers[0] : undefined;
    return { text, isSupported: major === 3n || major === 4n };
  }
}

/** `helm template`, with the values of Rancher's `helm install`, and again without the schema to get all errors. */
async function template(helm: Helm, args: readonly string[], version: string): Promise<HelmRun> {
  const first = await helm.run(args, longest.template);
  if (first.failure) return { failure: `helm ${first.failure.message}` };
  if (first.code === 0) return { version, manifest: first.stdout.toString() };
  const errors = errorsOf(first);
  if (!isSchemaError(first.stderr.toString())) return { version, errors };
  const second = await helm.run([...args, '--skip-schema-validation'], longest.template);
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
  const program = findProgram('helm');
  if (program === undefined) return { failure: 'there is no program helm on the PATH' };
  const { archive, contents, metadata } = chart;
  const files: [string, TreeFile][] = archive
    ? [['chart.tgz', { content: archive, mode: 0o644 }]]
    : [...contents].map(([path, content]) => [`chart/${path}`, { content, mode: 0o644 }]);
  return withTemporaryFolder(fileTree(files), async (folder) => {
    const helm = new Helm(program, folder, signal);
    const { text, isSupported } = await helm.version();
    if (!isSupported) {
      const found = text === '' ? 'has no version' : `is ${text}`;
      return { failure: `the helm on the PATH ${found}; Rancher 2 runs helm 3 or 4` };
    }
    const file = join(folder, 'values.json');
    writeFileSync(file, JSON.stringify(values), { mode: 0o600, flag: 'wx' });
    const args = [
      'template',
      releaseOf(metadata.name),
      join(folder, archive ? 'chart.tgz' : 'chart'),
      '--namespace=default',
      `--values=${file}`,
      '--include-crds',
      ...(kubeVersion === '' ? [] : [`--kube-version=${kubeVersion}`]),
    ];
    return template(helm, args, text);
  });
}
