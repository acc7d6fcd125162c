// Every Node that the package supports prints and writes the same bytes.
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, test } from 'vitest';
import {
  firstSteps,
  installPackage,
  type InstalledPackage,
  type Story,
} from '../support/installed-package.ts';
import { majors, nodeOf } from '../support/supported-nodes.ts';

let installed: InstalledPackage;
let expected: Story;
beforeAll(async () => {
  installed = installPackage();
  expected = await firstSteps(installed, process.execPath);
});
afterAll(() => installed.remove());

// Side by side: they wait for npm.
describe.concurrent.each(majors)('Node %s', (major) => {
  let node: string;
  beforeAll(async () => {
    node = await nodeOf(major);
  }, 250_000);

  test('is the expected version', ({ expect }) => {
    expect(execFileSync(node, ['--version'], { encoding: 'utf8' })).toMatch(`v${major}.`);
  });

  test('prints and writes the same bytes', { timeout: 120_000 }, async ({ expect }) => {
    expect(await firstSteps(installed, node)).toEqual(expected);
  });
});
