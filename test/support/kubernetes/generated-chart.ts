import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { parse } from 'yaml';
import { runCli } from '../run-cli.ts';
import type { PackedChart, Values } from './rancher-helm.ts';

/** A chart, and the values that it has when the user sets none. */
export interface GeneratedChart extends PackedChart {
  readonly values: Values;
}

/** Generates the chart of a blueprint for the tests of a file, with the defaults of all answers. */
export async function generatedChart(name: string, version = '1.0.0'): Promise<GeneratedChart> {
  const folder = mkdtempSync(join(tmpdir(), 'rancher-catalog-chart-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const blueprint = join(import.meta.dirname, '../../../catalog', name);
  writeFileSync(join(folder, 'answers.yml'), JSON.stringify({ blueprint, name, version }));
  const target = ['--out', 'out', '--target', 'rancher-2'];
  const { code, stderr } = await runCli(folder, ['generate', '--answers=answers.yml', ...target]);
  if (code !== 0) throw new Error(stderr);
  const file = join(folder, 'out/catalog/assets', `${name}-${version}.tgz`);
  const values = execFileSync('tar', ['-xzOf', file, `${name}/values.yaml`], { encoding: 'utf8' });
  return { name, version, file, values: parse(values) as Values };
}
