import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { helmProgram, type HelmMajor, type HelmRun } from '../helm.ts';
import type { KubernetesApi } from './api.ts';

/** A packed chart. */
export interface PackedChart {
  readonly name: string;
  readonly version: string;
  /** The path of the .tgz file. */
  readonly file: string;
}

export type Values = Readonly<Record<string, unknown>>;

/** What the dashboard adds to the values of each app (rancher/dashboard shell/pages/c/_cluster/apps/charts/install.vue). */
const cattle = {
  clusterId: 'c-m-6hwgqq2g',
  clusterName: 'test',
  rkePathPrefix: '',
  rkeWindowsPathPrefix: '',
  systemDefaultRegistry: '',
  systemProjectId: 'p-jx5jf',
  url: 'https://rancher.example.com',
};

const asSent = (values: Values): Values => {
  const given = (values.global ?? {}) as { readonly cattle?: Values };
  const global = { systemDefaultRegistry: '', ...given, cattle: { ...cattle, ...given.cattle } };
  return { ...values, global };
};

/**
 * Runs helm as Rancher 2 does when a user installs, upgrades or deletes an app: with the same arguments, sorted, and
 * values as JSON (rancher/rancher pkg/catalogv2/helmop/operation.go, renderArgs).
 */
export class RancherHelm {
  readonly #folder: string;
  readonly #api: KubernetesApi;
  readonly namespace: string;
  readonly major: HelmMajor;

  /** @param folder for files of values and of helm itself */
  constructor(api: KubernetesApi, namespace: string, major: HelmMajor, folder: string) {
    this.#api = api;
    this.#folder = folder;
    this.namespace = namespace;
    this.major = major;
  }

  /** @param timeout how long to wait for Ready pods; Rancher's form has 10m0s */
  install(
    release: string,
    chart: PackedChart,
    values: Values = {},
    timeout = '10m0s',
  ): Promise<HelmRun> {
    return this.#change(['install'], release, chart, values, timeout);
  }

  /** All values of the user, as for an install: those of the release count no more. */
  upgrade(
    release: string,
    chart: PackedChart,
    values: Values = {},
    timeout = '10m0s',
  ): Promise<HelmRun> {
    const args = ['upgrade', '--history-max=5', '--install=true'];
    return this.#change(args, release, chart, values, timeout);
  }

  /** What an upgrade would send, as JSON; the templates see the cluster. */
  dryRun(release: string, chart: PackedChart, values: Values): Promise<HelmRun> {
    return this.#change(
      ['upgrade', '--dry-run=server', '--output=json'],
      release,
      chart,
      values,
      '10m0s',
    );
  }

  uninstall(release: string): Promise<HelmRun> {
    return this.run(['uninstall', `--namespace=${this.namespace}`, '--timeout=10m0s', release]);
  }

  async #change(
    args: readonly string[],
    release: string,
    { name, version, file }: PackedChart,
    values: Values,
    timeout: string,
  ): Promise<HelmRun> {
    const valuesFile = join(this.#folder, `values-${name}-${version.replaceAll('.', '-')}.yaml`);
    writeFileSync(valuesFile, JSON.stringify(asSent(values)));
    return this.run([
      ...args,
      '--labels=catalog.cattle.io/cluster-repo-name=our-catalog',
      `--namespace=${this.namespace}`,
      `--timeout=${timeout}`,
      `--values=${valuesFile}`,
      `--version=${version}`,
      '--wait=true',
      release,
      file,
    ]);
  }

  /** Runs helm with other arguments, without configuration of the user. */
  run(args: readonly string[]): Promise<HelmRun> {
    const env = {
      PATH: process.env.PATH,
      HOME: this.#folder,
      KUBECONFIG: this.#api.kubeconfig,
      HELM_NAMESPACE: this.namespace,
    };
    return new Promise((resolve) => {
      execFile(
        helmProgram(this.major),
        args,
        { env, maxBuffer: 64 * 1024 * 1024 },
        (error, stdout, stderr) => {
          resolve({ status: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
        },
      );
    });
  }
}

/** Throws unless helm succeeded. */
export async function done(run: Promise<HelmRun>): Promise<HelmRun> {
  const ended = await run;
  if (ended.status !== 0) throw new Error(`helm ended with ${ended.status}: ${ended.stderr}`);
  return ended;
}
