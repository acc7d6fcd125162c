import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  allRenderings,
  chartBlueprints,
  chartRenderings,
  type Rendering,
} from '../support/chart-renderings.ts';
import { chartOf, renderChart, statefulSets } from '../support/charts.ts';
import { helmMajors, type HelmMajor } from '../support/helm.ts';
import { temporaryFolder } from '../support/run-cli.ts';

/** What Kubernetes lets an upgrade change in the spec of a StatefulSet (pkg/apis/apps/validation, since 1.20). */
const mutable = new Set([
  'minReadySeconds',
  'persistentVolumeClaimRetentionPolicy',
  'replicas',
  'template',
  'updateStrategy',
]);

/** What an upgrade must not change: names, and all other fields of each set. */
const immutable = (folder: string, rendering: Rendering | undefined, major: HelmMajor = 4) =>
  statefulSets(renderChart(major, folder, rendering)).map(({ metadata, spec }) => ({
    name: metadata?.name,
    ...Object.fromEntries(Object.entries(spec ?? {}).filter(([key]) => !mutable.has(key))),
  }));

type Blueprint = (typeof chartBlueprints)[number];

const first = (blueprint: Blueprint) =>
  immutable(chartOf(blueprint), chartRenderings[blueprint].default);

/** Not upgrades of the same release, or values that cannot be changed later. */
const others = new Set([
  'with a long release name',
  'with a number as release name',
  'with other volumes',
  'without volumes',
]);

test.for(chartBlueprints)('%s: the fields that an upgrade must not change', (blueprint) => {
  for (const set of first(blueprint))
    expect(Object.keys(set)).toEqual([
      'name',
      'serviceName',
      'podManagementPolicy',
      'selector',
      'volumeClaimTemplates',
    ]);
});

test.for(allRenderings.filter(({ name }) => !others.has(name)))(
  'immutable fields are those of the defaults: $blueprint $name',
  ({ blueprint, rendering }) => {
    expect(immutable(chartOf(blueprint), rendering)).toEqual(first(blueprint));
  },
);

test.for(chartBlueprints)(
  '%s: a new version changes no immutable field and no pod',
  (blueprint) => {
    const next = temporaryFolder();
    const chart = chartOf(blueprint);
    cpSync(chart, next, { recursive: true });
    const file = join(next, 'Chart.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/^version: .*/m, 'version: 9.10.11+build.1'));
    const rendering = chartRenderings[blueprint].default;
    for (const major of helmMajors)
      expect(immutable(next, rendering, major)).toEqual(first(blueprint));
    const templates = (folder: string) =>
      statefulSets(renderChart(4, folder, rendering)).map(({ metadata, spec }) => ({
        labels: metadata?.labels,
        template: spec?.template,
      }));
    expect(templates(next)).toEqual(
      templates(chart).map(({ labels, template }) => ({
        labels: { ...labels, 'helm.sh/chart': `${blueprint}-9.10.11_build.1` },
        template,
      })),
    );
  },
);
