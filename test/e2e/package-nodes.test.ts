import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, test } from 'vitest';
import {
  firstSteps,
  installPackage,
  runInstalled,
  type InstalledPackage,
  type Story,
} from '../support/installed-package.ts';

const run = promisify(execFile);

// Every Node that the package supports runs it: the same bytes, and a drill on real servers.
const majors = [20, 22, 24, 26];

/** The newest Node of a major version, from npm; kept in build/ for the next run. */
async function nodeOf(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const folder = join(import.meta.dirname, '../../build/test/nodes', String(major));
  // The platform packages of `node` on npm, which contain only the binary and its headers.
  const name = `node-${process.platform}-${process.arch}`;
  const binary = join(folder, 'node_modules', name, 'bin/node');
  if (!existsSync(binary)) {
    mkdirSync(folder, { recursive: true });
    const options = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts'];
    await run('npm', ['install', ...options, `${name}@${major}`], { timeout: 240_000 });
  }
  return binary;
}

let installed: InstalledPackage;
let expected: Story;
beforeAll(async () => {
  installed = installPackage();
  expected = await firstSteps(installed, process.execPath);
});
afterAll(() => installed.remove());

// Side by side: they wait for npm and for their clusters.
describe.concurrent.each(majors)('Node %s', (major) => {
  let node: string;
  beforeAll(async () => {
    node = await nodeOf(major);
  }, 250_000);

  test('is the expected version', async ({ expect }) => {
    const { stdout } = await run(node, ['--version']);
    expect(stdout).toMatch(`v${major}.`);
  });

  test('prints and writes the same bytes', { timeout: 120_000 }, async ({ expect }) => {
    expect(await firstSteps(installed, node)).toEqual(expected);
  });

  test('runs a drill', { timeout: 120_000 }, async ({ expect }) => {
    const printed = await runInstalled(installed, node, installed.folder, [
      'cluster',
      'drill',
      'sentinel-killed',
      '--json',
    ]);
    expect(printed).toContain('"name": "sentinel-killed"');
    expect(printed).toMatch(/exit code 0\n$/);
  });
});
