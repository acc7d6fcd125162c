// Every Node that the package supports prints and writes the same bytes.
import { execFileSync } from 'node:child_process';
import { beforeAll, describe, test } from 'vitest';
import { firstSteps, useInstalledPackage, type Story } from '../support/installed-package.ts';
import { majors, nodeOf } from '../support/supported-nodes.ts';

const installed = useInstalledPackage();
let expected: Story;
beforeAll(async () => {
  expected = await firstSteps(installed, process.execPath);
});

// Side by side: they wait for npm.
describe.concurrent.each(majors)('Node %s', (major) => {
  let node: string;
  beforeAll(async () => {
    node = await nodeOf(major);
  }, 250_000);

  test('is the expected version', ({ expect }) => {
    expect(execFileSync(node, ['--version'], { encoding: 'utf8' })).toMatch(`v${major}.`);
  });

  test('prints and writes the same bytes', async ({ expect }) => {
    expect(await firstSteps(installed, node)).toEqual(expected);
  });
});
