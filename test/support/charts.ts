import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StatefulSet } from 'kubernetes-types/apps/v1.js';
import { parseAllDocuments } from 'yaml';
import { chartBlueprints, type Rendering } from './chart-renderings.ts';
import { helm, type HelmMajor, type HelmRun } from './helm.ts';
import { runCli } from './run-cli.ts';

const root = join(import.meta.dirname, '../..');

/** An object of Kubernetes, of any kind. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** Generates the chart of a blueprint with its default answers, and unpacks it. */
async function generateChart(blueprint: string, folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const answers = {
    blueprint: join(root, 'catalog', blueprint),
    name: blueprint,
    version: '1.0.0',
  };
  writeFileSync(join(folder, 'answers.yml'), JSON.stringify(answers));
  const target = ['--target', 'rancher-2'];
  const args = ['generate', '--answers', 'answers.yml', '--out', '.', ...target];
  const { code, stderr } = await runCli(folder, args);
  if (code !== 0 || stderr !== '') throw new Error(stderr);
  const archive = readFileSync(join(folder, `catalog/assets/${blueprint}-1.0.0.tgz`));
  const { status } = spawnSync('tar', ['-xz'], { cwd: folder, input: archive });
  if (status !== 0) throw new Error(`tar cannot unpack the chart of ${blueprint}`);
}

// Once per process: files of tests share it.
const charts = join(root, 'build/test/charts', process.env.VITEST_POOL_ID ?? '0');
for (const blueprint of chartBlueprints) await generateChart(blueprint, join(charts, blueprint));

/** The folder of the generated chart of a blueprint. */
export const chartOf = (blueprint: string): string => join(charts, blueprint, blueprint);

/** `helm template`, `helm lint` or `helm install` without a cluster, of a chart folder. */
export function runHelm(
  major: HelmMajor,
  command: 'template' | 'lint' | 'install',
  folder: string,
  { release = 'demo', values = {}, kubernetes = '1.32.0' }: Rendering = {},
): HelmRun {
  const names = command === 'lint' ? [folder] : [release, folder];
  const version = command === 'install' ? '--dry-run=client' : `--kube-version=${kubernetes}`;
  const args = [command, ...names, '--namespace=databases', '--values=-', version];
  return helm(major, args, JSON.stringify(values));
}

const rendered = new Map<string, readonly Manifest[]>();

/** The objects that helm renders, in its order. The same call is made once per process. */
export function renderChart(
  major: HelmMajor,
  folder: string,
  rendering: Rendering = {},
): readonly Manifest[] {
  const key = JSON.stringify([major, folder, rendering]);
  const known = rendered.get(key);
  if (known) return known;
  const { status, stdout, stderr } = runHelm(major, 'template', folder, rendering);
  if (status !== 0) throw new Error(stderr);
  // Numbers of values are floats in templates: printed as they are, from a million on like this.
  if (/\d[eE]\+\d/.test(stdout)) throw new Error(`a number as a float in\n${stdout}`);
  // Both majors read YAML 1.1.
  const objects = parseAllDocuments(stdout, { version: '1.1' }).map((document) => {
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS() as Manifest;
  });
  rendered.set(key, objects);
  return objects;
}

/** The StatefulSets among objects. */
export const statefulSets = (objects: readonly Manifest[]): readonly StatefulSet[] =>
  objects.filter(({ kind }) => kind === 'StatefulSet') as readonly unknown[] as StatefulSet[];
