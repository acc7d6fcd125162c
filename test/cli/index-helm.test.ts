// A repository that helm itself has made: both majors and `index` list the same.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { helm, helmMajors } from '../support/helm.ts';
import { helmFinds } from '../support/helm-repository.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { packedChart, put } from './chart-repository.ts';

const versions = `1.0.0 1.10.0 1.9.0 2.0.0-rc.1 2.0.0-rc.10 2.0.0-rc.2 1.9.1+up3.0.0 0.0.1 10.0.0
  1.2.3-alpha 1.2.3-alpha.1 1.2.3-1 1.2.3 1.2.3-beta`.split(/\s+/);

/** A folder with packed charts and the index that helm makes of it. */
function repository(major: 3 | 4): string {
  const folder = temporaryFolder();
  for (const version of versions) {
    put(folder, `assets/web-${version}.tgz`, packedChart('web', version, 'appVersion: "1e3"\n'));
  }
  put(folder, 'assets/db-1.0.0.tgz', packedChart('db', '1.0.0'));
  expect(helm(major, ['repo', 'index', folder]).status).toBe(0);
  return folder;
}

async function ours(folder: string): Promise<string[]> {
  const { stdout } = await runCli(folder, ['index', '.', '--json']);
  const { charts } = (JSON.parse(stdout) as Output).rancher2;
  return Object.entries(charts).flatMap(([name, chart]) =>
    chart.versions.map(({ version, fault }) => `${name} ${version}${fault ?? ''}`),
  );
}

interface Output {
  readonly rancher2: {
    readonly charts: Readonly<
      Record<string, { readonly versions: readonly { version: string; fault: string | null }[] }>
    >;
  };
}

describe.each(helmMajors)('a repository of helm %i', (major) => {
  test('is listed as by both majors, in their order', async () => {
    const folder = repository(major);
    const index = readFileSync(join(folder, 'index.yaml'), 'utf8');
    const listed = await ours(folder);
    expect(listed).toHaveLength(versions.length + 1);
    expect(await Promise.all(helmMajors.map((each) => helmFinds(each, index)))).toEqual([
      listed,
      listed,
    ]);
  });

  test('has archives that helm reads as index does', async () => {
    const folder = repository(major);
    writeFileSync(
      join(folder, 'assets/web-1.0.0.tgz'),
      packedChart('web', '1.0.0').subarray(0, 99),
    );
    const listed = await ours(folder);
    for (const version of versions) {
      const shown = helm(major, ['show', 'chart', join(folder, `assets/web-${version}.tgz`)]);
      expect([version, shown.status === 0]).toEqual([version, listed.includes(`web ${version}`)]);
    }
  });
});
