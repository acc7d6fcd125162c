// Every Node that the package supports runs a drill on real servers.
import { expect, test } from 'vitest';
import { runInstalled, useInstalledPackage } from '../support/installed-package.ts';
import { majors, nodeOf } from '../support/supported-nodes.ts';

const installed = useInstalledPackage();

test.each(majors)('Node %s runs a drill', async (major) => {
  const printed = await runInstalled(installed, await nodeOf(major), installed.folder, [
    'cluster',
    'drill',
    'sentinel-killed',
    '--json',
  ]);
  expect(printed).toContain('"name": "sentinel-killed"');
  expect(printed).toMatch(/exit code 0\n$/);
});
