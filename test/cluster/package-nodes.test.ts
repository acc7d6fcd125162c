// Every Node that the package supports runs a drill on real servers.
import { expect, test } from 'vitest';
import { runInstalled, useInstalledPackage } from '../support/installed-package.ts';
import { majors, nodeOf } from '../support/supported-nodes.ts';

const installed = useInstalledPackage();

// A drill without a bound of the write gap: all run at once, beside other tests.
const drill = 'all-restarted';

test.concurrent.each(majors)('Node %s runs a drill', async (major) => {
  const node = await nodeOf(major);
  const argv = ['cluster', 'drill', drill, '--json'];
  const printed = await runInstalled(installed, node, installed.folder, argv);
  expect(printed).toContain(`"name": "${drill}"`);
  expect(printed).toMatch(/exit code 0\n$/);
});
