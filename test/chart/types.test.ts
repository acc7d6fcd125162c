import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { allRenderings, chartRenderings } from '../support/chart-renderings.ts';
import { chartOf, renderChart, type Manifest } from '../support/charts.ts';

const root = join(import.meta.dirname, '../..');

/** Where the types of each kind are in the packages. */
const modules: Readonly<Record<string, string>> = {
  'apps/v1': 'apps/v1',
  'networking.k8s.io/v1': 'networking/v1',
  'policy/v1': 'policy/v1',
  v1: 'core/v1',
};

/** Objects as literals of the types of a package. */
function literals(types: string, objects: readonly Manifest[]): string {
  const texts = new Set(
    objects.map((each) => {
      const module = `${types}/${modules[each.apiVersion]}.js`;
      return `import('${module}').${each.kind} = ${JSON.stringify(each, null, 2)};`;
    }),
  );
  return [...texts].map((text, index) => `export const object${index}: ${text}\n`).join('');
}

/** What TypeScript reports about files: fields that the types do not have, and values of other types. */
function typeErrors(files: Readonly<Record<string, string>>): Readonly<Record<string, string[]>> {
  mkdirSync(join(root, 'build'), { recursive: true });
  const folder = mkdtempSync(join(root, 'build/kubernetes-types-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const paths = Object.entries(files).map(([name, text]) => {
    const path = join(folder, `${name}.ts`);
    writeFileSync(path, text);
    return path;
  });
  const options = `--noEmit --strict --exactOptionalPropertyTypes --skipLibCheck --ignoreConfig
    --target es2023 --module nodenext --types node`.split(/\s+/);
  const { stdout, error } = spawnSync(join(root, 'node_modules/.bin/tsc'), [...options, ...paths], {
    cwd: root,
    encoding: 'utf8',
  });
  if (error) throw error;
  const lines = stdout.split('\n').filter((line) => /^\S/.test(line));
  return Object.fromEntries(
    Object.keys(files).map((name) => [
      name,
      lines
        .filter((line) => line.includes(`/${name}.ts(`))
        .map((line) => line.replace(/^.*?: /, '')),
    ]),
  );
}

test('Kubernetes knows all fields of the charts, and finds those that it does not know', () => {
  const renderings = allRenderings.filter(({ rendering }) => rendering.kubernetes === undefined);
  const objects = (kubernetes?: string) =>
    renderings.flatMap(({ blueprint, rendering }) =>
      renderChart(4, chartOf(blueprint), { ...rendering, ...(kubernetes && { kubernetes }) }),
    );
  const old = objects('1.25.0');
  const current = objects();
  expect(new Set(old.map(({ kind }) => kind))).toEqual(new Set(current.map(({ kind }) => kind)));
  const { default: byDefault } = chartRenderings['redis-sentinel'];
  const wrong = JSON.stringify(renderChart(4, chartOf('redis-sentinel'), byDefault))
    .replace('podManagementPolicy', 'podManagmentPolicy')
    .replace('"maxUnavailable":1', '"maxUnavailable":true')
    .replace('"automountServiceAccountToken":false', '"automountServiceAccountToken":"false"');
  const errors = typeErrors({
    'with-1.25': literals('kubernetes-types-1.25', old),
    'with-1.30': literals('kubernetes-types', current),
    'newer-than-1.25': literals('kubernetes-types-1.25', current),
    wrong: literals('kubernetes-types', JSON.parse(wrong) as Manifest[]),
  });
  expect(errors).toMatchObject({ 'with-1.25': [], 'with-1.30': [] });
  // Without the conditions on the version of Kubernetes, these would be in all renderings.
  expect([...new Set(errors['newer-than-1.25'])]).toEqual([
    expect.stringContaining(`'"unhealthyPodEvictionPolicy"' does not exist`),
  ]);
  expect(errors.wrong).toEqual([
    expect.stringContaining("'true' is not assignable to type 'string | number | undefined'"),
    expect.stringContaining("'string' is not assignable to type 'boolean'"),
    expect.stringContaining(`'"podManagmentPolicy"' does not exist in type 'StatefulSetSpec'`),
  ]);
});
